package dev.zoetrope.video;

import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The gateway's own name of a task, {@code task-unified-<unix seconds>-<8 of a-z0-9>}. The vendor's id never takes
 * this place: a caller must not be able to go round the gateway, and the gateway must be able to answer before the
 * vendor has.
 *
 * @param value the whole id, well-formed
 */
public record TaskId(String value) {
    private static final Pattern FORM = Pattern.compile("task-unified-[0-9]{1,12}-[a-z0-9]{8}");
    /** In the order of a database, so that the ids of one moment are neighbours in its index. */
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_CHARS = 6;
    private static final int NANOS_PER_MILLI = 1_000_000;

    public TaskId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a task id");
        }
    }

    /**
     * A new id for a task created at this instant: two characters for its millisecond, the others by chance, 2.1e9 values
     * for each millisecond. New rows of the ledger so go to the end of its index, not all over it, which saves half of
     * the pages a commit has to write.
     */
    public static TaskId next(Instant createdAt, RandomGenerator random) {
        int millis = createdAt.getNano() / NANOS_PER_MILLI;
        StringBuilder id = new StringBuilder("task-unified-").append(createdAt.getEpochSecond()).append('-')
                .append(ALPHABET.charAt(millis / ALPHABET.length())).append(ALPHABET.charAt(millis % ALPHABET.length()));
        for (int i = 0; i < RANDOM_CHARS; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new TaskId(id.toString());
    }

    /** The id in a path or parameter; empty if the text has not the form of one (and so names no task). */
    public static Optional<TaskId> parse(String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new TaskId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
