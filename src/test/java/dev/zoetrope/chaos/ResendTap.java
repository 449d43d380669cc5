package dev.zoetrope.chaos;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.zoetrope.chaos.PostgresMessages.Message;
import dev.zoetrope.fake.Wire;

/**
 * Finds, in what one gateway's connection sends to PostgreSQL, the transition of a waiting create to {@code sending} and
 * the COMMIT that makes it durable, and asks the trap whether the line breaks there. Statements that the driver has
 * prepared are known by their names.
 */
final class ResendTap implements Wire.Tap {
    /** The state in the array parameter of a transition; the insert of a new create has it without quotes. */
    private static final String SENDING = "\"sending\"";
    private static final Pattern TASK = Pattern.compile("task-unified-[0-9]+-[0-9a-z]+");
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
        if (sql.contains("update task set") && parameters.contains(SENDING)) {
            Matcher task = TASK.matcher(parameters);
            while (task.find()) {
                tasks.add(task.group());
            }
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
}
