package dev.zoetrope.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "0|PT0S", "7|PT7S", " 30 |PT30S", "3600|PT1H", "3601|PT1H",
            "99999999999999999999|PT1H", "Thu, 01 Jan 2026 00:00:20 GMT|PT20S", "Wed, 31 Dec 2025 23:59:00 GMT|PT0S",
            "Fri, 01 Jan 2100 00:00:00 GMT|PT1H" })
    void seconds_and_dates_are_understood_within_reason(String header, Duration expected) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "", " ", "-1", "1.5", "soon", "1s", "٣", "Thu, 32 Jan 2026 00:00:00 GMT" })
    void anything_else_is_no_word(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isNull();
    }
}
