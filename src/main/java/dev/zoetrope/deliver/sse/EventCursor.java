package dev.zoetrope.deliver.sse;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code id} of an event: the time up to which the reader has received all changes, and the state that the event has.
 * Opaque to callers.
 *
 * @param time every change that was written before this time was sent before the event; in whole milliseconds
 * @param tag the tag of the task object in the event
 */
record EventCursor(Instant time, long tag) {
    private static final Pattern FORMAT = Pattern.compile("([0-9a-z]{1,10})\\.([0-9a-f]{16})");
    private static final int RADIX = 36;

    /** Parses a cursor; empty if the text is null or not a cursor of this gateway. */
    static Optional<EventCursor> parse(String text) {
        Matcher parts = FORMAT.matcher(text == null ? "" : text);
        return parts.matches() ? Optional.of(new EventCursor(Instant.ofEpochMilli(Long.parseLong(parts.group(1), RADIX)),
                Long.parseUnsignedLong(parts.group(2), 16))) : Optional.empty();
    }

    String text() {
        return Long.toString(time.toEpochMilli(), RADIX) + '.' + String.format("%016x", tag);
    }
}
