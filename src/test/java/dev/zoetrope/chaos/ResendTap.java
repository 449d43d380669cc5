package dev.zoetrope.chaos;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.zoetrope.chaos.PostgresMessages.Message;
import dev.zoetrope.fake.Wire;

/**
 * Finds, in what one gateway's connection sends to PostgreSQL, the transition of a create to {@code sending} and the COMMIT
 * that makes it durable, and asks the trap whether the line breaks there. Statements that the driver has
 * prepared are known by their names.
 */
final class ResendTap implements Wire.Tap {
    private static final String SENDING = "sending";
    /** The first array parameter of a transition. */
    private static final Pattern TASKS = Pattern.compile("\\{(\"task-unified-[0-9]+-[0-9a-z]+\",?)+}");
    /** The first of states, in the order of the tasks; the insert of a new create has no arrays. */
    private static final Pattern STATES = Pattern
            .compile("\\{(\"(pending|sending|running|completed|failed|cancelled)\",?)+}");
    private static final char PARSE = 'P';
    private static final char BIND = 'B';

    private final ResendTrap trap;
    private final int place;
    private final PostgresMessages messages = new PostgresMessages();
    private final Map<String, String> statements = new HashMap<>();
    private final Set<String> tasks = new LinkedHashSet<>();

    /** @param place of the gateway whose connection it is */
    ResendTap(ResendTrap trap, int place) {
        this.trap = trap;
        this.place = place;
    }

    @Override
    public Optional<Wire.Break> read(byte[] bytes, int length) {
        Optional<Wire.Break> broken = Optional.empty();
        for (Message message : messages.add(bytes, length)) {
            if (message.type() == PARSE) {
                statements.put(message.text(0), message.text(1));
            } else if (message.type() == BIND && broken.isEmpty()) {
                broken = run(statements.getOrDefault(message.text(1), ""), message.content());
            }
        }
        return broken;
    }

    private Optional<Wire.Break> run(String sql, String parameters) {
        if (sql.contains("update task set") && addSending(parameters)) {
            return trap.reached(ResendTrap.Point.WRITE, place, tasks);
        }
        boolean commit = sql.equalsIgnoreCase("commit");
        Optional<Wire.Break> broken = commit && !tasks.isEmpty()
                ? trap.reached(ResendTrap.Point.COMMIT, place, tasks)
                : Optional.empty();
        if (commit || sql.equalsIgnoreCase("rollback")) {
            tasks.clear();
        }
        return broken;
    }

    /** Adds the tasks that become {@code sending}; false if there are none. */
    private boolean addSending(String parameters) {
        List<String> ids = elements(TASKS, parameters);
        List<String> states = elements(STATES, parameters);
        boolean any = false;
        for (int i = 0; i < Math.min(ids.size(), states.size()); i++) {
            if (states.get(i).equals(SENDING)) {
                tasks.add(ids.get(i));
                any = true;
            }
        }
        return any;
    }

    private static List<String> elements(Pattern array, String parameters) {
        Matcher found = array.matcher(parameters);
        return found.find() ? List.of(found.group().replaceAll("[{}\"]", "").split(",")) : List.of();
    }
}
