package dev.zoetrope.video;

import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The gateway's own id of a task: {@code task-unified-<unix seconds>-<8 of a-z0-9>}. The vendor's id is never used for this,
 * for two reasons: a caller must not be able to bypass the gateway, and the gateway may have to answer a create before the
 * vendor has answered.
 *
 * @param value the whole id, well-formed
 */
public record TaskId(String value) {
    public static final String PREFIX = "task-unified-";
    /** The regular expression of all ids. */
    public static final String REGEX = PREFIX + "[0-9]{1,12}-[a-z0-9]{8}";
    /**
     * In ascending ASCII order, which is the sort order of the databases, so ids of one moment are neighbours in an index.
     */
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int MAX_SECONDS_DIGITS = 12;
    private static final int SUFFIX_CHARS = 8;
    private static final int RANDOM_CHARS = 6;
    /** The length of an id until the year 2286. */
    private static final int USUAL_LENGTH = 32;
    private static final int NANOS_PER_MILLI = 1_000_000;

    public TaskId {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("not a task id");
        }
    }

    /**
     * Makes a new id for a task created at this instant. Two characters encode the millisecond, the other six are random,
     * with 2.1e9 values for each millisecond. So the ledger appends new rows to the end of its index, and a commit writes
     * half as many pages as with random ids.
     */
    public static TaskId next(Instant createdAt, RandomGenerator random) {
        int millis = createdAt.getNano() / NANOS_PER_MILLI;
        StringBuilder id = new StringBuilder(USUAL_LENGTH).append(PREFIX).append(createdAt.getEpochSecond()).append('-')
                .append(ALPHABET.charAt(millis / ALPHABET.length())).append(ALPHABET.charAt(millis % ALPHABET.length()));
        for (int i = 0; i < RANDOM_CHARS; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new TaskId(id.toString());
    }

    /** Parses the id in a path or parameter; empty for null and for a text that is not a well-formed id. */
    public static Optional<TaskId> parse(String text) {
        return text != null && isWellFormed(text) ? Optional.of(new TaskId(text)) : Optional.empty();
    }

    /** Whether the text matches {@link #REGEX}. It does not use a matcher, because a matcher needs more memory than the id. */
    private static boolean isWellFormed(String text) {
        int dash = text.length() - SUFFIX_CHARS - 1;
        int digits = dash - PREFIX.length();
        if (digits < 1 || digits > MAX_SECONDS_DIGITS || !text.startsWith(PREFIX) || text.charAt(dash) != '-') {
            return false;
        }
        for (int i = PREFIX.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = c >= '0' && c <= '9' || i == dash || i > dash && c >= 'a' && c <= 'z';
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
