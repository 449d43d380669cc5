package dev.zoetrope.video;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * Parses a {@code Retry-After} header (RFC 9110, 10.2.3): seconds or a date. Any other value counts as absent. Values above
 * one hour are reduced to one hour. A date in the past means zero.
 */
public final class RetryAfter {
    public static final Duration MAX = Duration.ofHours(1);
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {
    }

    /** @return zero to {@link #MAX}; null if the header is absent, blank or malformed */
    public static Duration parse(String header, Instant now) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String value = header.strip();
        if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return value.length() > MAX_DIGITS ? MAX : clamp(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant then = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
            return clamp(Duration.between(now, then));
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private static Duration clamp(Duration requested) {
        if (requested.isNegative()) {
            return Duration.ZERO;
        }
        return requested.compareTo(MAX) > 0 ? MAX : requested;
    }
}
