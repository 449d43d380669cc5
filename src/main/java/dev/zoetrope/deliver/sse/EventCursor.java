package dev.zoetrope.deliver.sse;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code id} of an event: up to where its reader knows everything, and which state it has just seen. Opaque to callers.
 *
 * @param time whatever was written before was sent before this event
 * @param tag of the state the event told of
 */
record EventCursor(Instant time, long tag) {
    private static final Pattern FORM = Pattern.compile("([0-9a-z]{1,10})\\.([0-9a-f]{16})");
    private static final int RADIX = 36;

    /** Empty if the text is none of ours: then nothing is known of what was seen. */
    static Optional<EventCursor> read(String text) {
        Matcher parts = FORM.matcher(text == null ? "" : text);
        return parts.matches() ? Optional.of(new EventCursor(Instant.ofEpochMilli(Long.parseLong(parts.group(1), RADIX)),
                Long.parseUnsignedLong(parts.group(2), 16))) : Optional.empty();
    }

    String text() {
        return Long.toString(time.toEpochMilli(), RADIX) + '.' + String.format("%016x", tag);
    }
}
