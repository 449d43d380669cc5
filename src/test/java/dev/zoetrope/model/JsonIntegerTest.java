package dev.zoetrope.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class JsonIntegerTest {

    @ParameterizedTest
    @CsvSource({ "0, 0", "-0, 0", "0.000, 0", "5, 5", "-5, -5", "5.0, 5", "5e0, 5", "5E+0, 5", "50e-1, 5", "0.05e2, 5",
            "100, 100", "1.00e2, 100", "12.5e1, 125", "0e5, 0", "0e999999999999999999999, 0", "1e17, 100000000000000000",
            "999999999999999999, 999999999999999999", "5e000000000000000000000000000001, 50" })
    void integers(String number, long value) {
        assertThat(JsonInteger.of(number)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = { "5.5", "0.1", "5e-1", "55e-1", "1e-999999999", "-0.5", "100e-3", "1.01e1",
            "0.1e-99999999999999999999" })
    void fractions(String number) {
        assertThat(JsonInteger.of(number)).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "1e18, 9223372036854775807", "-1e18, -9223372036854775808", "1e999999999, 9223372036854775807",
            "-1e99999999999999999999, -9223372036854775808", "9223372036854775808, 9223372036854775807",
            "1.5e999999999, 9223372036854775807" })
    void beyond_eighteen_digits(String number, long value) {
        assertThat(JsonInteger.of(number)).isEqualTo(value);
    }

    @Test
    @Timeout(5)
    void a_million_digits() {
        String zeros = "0".repeat(1_000_000);

        assertThat(JsonInteger.of("5." + zeros)).isEqualTo(5);
        assertThat(JsonInteger.of("5" + zeros + "e-1000000")).isEqualTo(5);
        assertThat(JsonInteger.of("0." + zeros + "5e1000001")).isEqualTo(5);
        assertThat(JsonInteger.of("5" + zeros)).isEqualTo(Long.MAX_VALUE);
        assertThat(JsonInteger.of("5." + zeros + "1")).isNull();
    }

    @Property
    void agrees_with_big_decimal(@ForAll @IntRange(min = -99999, max = 99999) int whole,
            @ForAll @IntRange(max = 9999) int fraction,
            @ForAll @IntRange(min = -12, max = 8) int exponent) {
        String number = whole + "." + fraction + "e" + exponent;
        BigDecimal exact = new BigDecimal(number);
        boolean integer = exact.stripTrailingZeros().scale() <= 0;

        assertThat(JsonInteger.of(number)).isEqualTo(integer ? Long.valueOf(exact.longValueExact()) : null);
    }
}
