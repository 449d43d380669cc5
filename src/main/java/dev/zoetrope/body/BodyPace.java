package dev.zoetrope.body;

import java.time.Duration;

import dev.zoetrope.video.Failure;

/**
 * How fast a body must arrive.
 *
 * @param window the body must bring {@code bytesPerWindow} in each window, except in the last one; time in which the gateway
 *        itself lets the body wait does not count
 * @param bytesPerWindow in bytes; 0: any
 * @param total from the start of reading to the last byte
 */
public record BodyPace(Duration window, long bytesPerWindow, Duration total) {

    /** A pace without a minimum: the whole body must arrive in time. */
    static BodyPace within(Duration total) {
        return new BodyPace(total, 0, total);
    }

    /** The same minimum in another window. */
    BodyPace withWindow(Duration other) {
        return new BodyPace(other, bytesPerWindow, total);
    }

    Failure tooSlow() {
        String message = bytesPerWindow == 0 ? "The body did not arrive within " + total.toSeconds() + " s."
                : "The body comes too slowly: at least " + bytesPerWindow + " bytes in " + window.toSeconds() + " s, "
                        + total.toMinutes() + " min in all.";
        return Failure.malformed(408, "body_too_slow", message);
    }
}
