package dev.zoetrope.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.FailureException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ScriptedFaultsTest {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static ScriptedFaults of(String prompt) {
        return ScriptedFaults.of(prompt, "default", LONGEST);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = { "a boat", "[a] sandbox: fail=x", "[sandbox]", "[ sandbox:fail=x]", "sandbox:fail=x" })
    void a_prompt_without_words_changes_nothing(String prompt) {
        assertThat(of(prompt)).isEqualTo(ScriptedFaults.NONE);
    }

    @Test
    void every_word_is_understood_also_together() {
        ScriptedFaults parsed = of("a [sandbox:fail=bad_input] b[sandbox:status=503][sandbox:delay=30s] "
                + "[sandbox:reset-after-accept] [sandbox:results-late=5s] [sandbox:word=odd] c");
        assertThat(parsed).isEqualTo(new ScriptedFaults("bad_input", 503, 30_000, true, 5_000, "odd"));
    }

    @Test
    void the_last_of_two_equal_words_counts() {
        assertThat(of("[sandbox:delay=1s][sandbox:delay=2s]").delayMillis()).isEqualTo(2_000);
    }

    @ParameterizedTest
    @CsvSource({ "0s, 0", "500ms, 500", "30s, 30000", "2m, 120000", "10m, 600000", "600000ms, 600000" })
    void a_time_has_a_unit(String time, long millis) {
        assertThat(of("[sandbox:delay=" + time + "]").delayMillis()).isEqualTo(millis);
        assertThat(of("[sandbox:results-late=" + time + "]").resultsLateMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = { "delay=11m", "delay=600001ms", "delay=30", "delay=-1s", "delay=1h", "delay=", "delay",
            "delay=9999999m", "delay=99999999999999999999s", "results-late=1d", "status=200", "status=600",
            "status=5033", "status=", "status", "fail=", "fail", "fail=a b", "fail=<x>", "word=", "word=a\"b",
            "reset-after-accept=1", "explode", "" })
    void what_is_not_understood_is_refused(String word) {
        assertThatThrownBy(() -> of("[sandbox:" + word + "]")).isInstanceOfSatisfying(FailureException.class, e -> {
            assertThat(e.failure().status()).isEqualTo(422);
            assertThat(e.failure().faults()).singleElement().extracting("param").isEqualTo("prompt");
            assertThat(e.failure().message()).doesNotContain("<x>");
        });
    }

    @ParameterizedTest
    @CsvSource({ "400, invalid_request_error", "401, authentication_error", "402, insufficient_quota",
            "403, permission_error", "404, not_found", "409, conflict", "422, invalid_request_error",
            "429, rate_limit_error", "500, server_error", "502, service_unavailable_error",
            "503, service_unavailable_error" })
    void a_status_is_answered_with_the_type_of_the_contract(int status, String type) {
        assertThat(of("[sandbox:status=" + status + "]").toFailure().type()).isEqualTo(type);
        assertThat(of("[sandbox:status=" + status + "]").toFailure().status()).isEqualTo(status);
    }

    @Property
    void any_prompt_is_understood_or_refused(@ForAll String before, @ForAll String word) {
        try {
            assertThat(of(before + "[sandbox:" + word + "]").delayMillis()).isBetween(0L, LONGEST.toMillis());
        } catch (FailureException e) {
            assertThat(e.failure().status()).isEqualTo(422);
        }
    }
}
