package dev.zoetrope.flow;

import java.time.Duration;
import java.util.List;

/**
 * How long a caller wants to wait, according to the {@code Prefer} header (RFC 7240).
 *
 * @param maxWait how long the answer waits for the end of the task; null to answer without such a wait
 * @param async whether the caller sent {@code respond-async}: answer a create with 202 and a {@code Location} at once
 */
public record Preference(Duration maxWait, boolean async) {
    public static final String HEADER = "Prefer";
    /** The header of the answer that names the preferences that were applied. */
    public static final String APPLIED_HEADER = "Preference-Applied";
    public static final Preference NONE = new Preference(null, false);
    private static final String WAIT = "wait";
    private static final String ASYNC = "respond-async";
    /** A longer number exceeds every limit. */
    private static final int MAX_DIGITS = 9;

    /**
     * @param headers all values of {@code Prefer} in the request, in their order; malformed preferences are ignored
     * @param maxWait the limit of a wait, and the value of {@code wait} without a number
     */
    public static Preference of(List<String> headers, Duration maxWait) {
        if (headers.isEmpty()) {
            return NONE;
        }
        PreferHeader header = PreferHeader.read(headers);
        return new Preference(parseWait(header.value(WAIT), maxWait), header.value(ASYNC) != null);
    }

    private static Duration parseWait(String text, Duration maxWait) {
        if (text == null || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        Duration wanted = text.isEmpty() || text.length() > MAX_DIGITS ? maxWait : Duration.ofSeconds(Long.parseLong(text));
        return wanted.compareTo(maxWait) > 0 ? maxWait : wanted;
    }

    /** Whether the answer waits for the end of the task. */
    boolean waitsForEnd() {
        return maxWait != null && !maxWait.isZero();
    }

    /**
     * How long the answer to a create waits for the outcome.
     *
     * @param defaultWait the wait if the caller has no preference
     */
    Duration outcomeWait(Duration defaultWait) {
        if (maxWait != null) {
            return maxWait;
        }
        return async ? Duration.ZERO : defaultWait;
    }

    /**
     * The value of {@code Preference-Applied}; null if no preference was applied.
     *
     * @param asyncApplied whether {@code respond-async} was applied
     */
    public String appliedValue(boolean asyncApplied) {
        String waited = maxWait == null ? null : WAIT + '=' + maxWait.toSeconds();
        if (!asyncApplied) {
            return waited;
        }
        return waited == null ? ASYNC : ASYNC + ", " + waited;
    }
}
