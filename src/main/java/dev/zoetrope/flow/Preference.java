package dev.zoetrope.flow;

import java.time.Duration;
import java.util.List;

/**
 * How long a caller wants to wait, as {@code Prefer} says it (RFC 7240).
 *
 * @param waiting how long for the end of the task; null: no longer than an answer takes
 * @param async whether it would rather be told at once where the task is found later ({@code respond-async})
 */
public record Preference(Duration waiting, boolean async) {
    public static final String HEADER = "Prefer";
    /** What was done of it. */
    public static final String APPLIED = "Preference-Applied";
    public static final Preference NONE = new Preference(null, false);
    private static final String WAIT = "wait";
    private static final String ASYNC = "respond-async";
    /** More digits are more seconds than anybody waits. */
    private static final int MOST_DIGITS = 9;

    /**
     * @param headers every {@code Prefer} of the request, in their order; what makes no sense is passed over
     * @param longest what a longer wait is cut down to, and what {@code wait} without a number means
     */
    public static Preference of(List<String> headers, Duration longest) {
        if (headers.isEmpty()) {
            return NONE;
        }
        PreferHeader given = PreferHeader.read(headers);
        return new Preference(seconds(given.value(WAIT), longest), given.value(ASYNC) != null);
    }

    private static Duration seconds(String text, Duration longest) {
        if (text == null || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        Duration wanted = text.isEmpty() || text.length() > MOST_DIGITS ? longest : Duration.ofSeconds(Long.parseLong(text));
        return wanted.compareTo(longest) > 0 ? longest : wanted;
    }

    /** Whether a query is to be held until the task has ended. */
    boolean holds() {
        return waiting != null && !waiting.isZero();
    }

    /** How long a create may take to be answered, where it would otherwise take this. */
    Duration patience(Duration otherwise) {
        if (waiting != null) {
            return waiting;
        }
        return async ? Duration.ZERO : otherwise;
    }

    /**
     * The value of {@code Preference-Applied}; null when nothing was.
     *
     * @param asyncApplied whether the answer was one of {@code respond-async}
     */
    public String applied(boolean asyncApplied) {
        String waited = waiting == null ? null : WAIT + '=' + waiting.toSeconds();
        if (!asyncApplied) {
            return waited;
        }
        return waited == null ? ASYNC : ASYNC + ", " + waited;
    }
}
