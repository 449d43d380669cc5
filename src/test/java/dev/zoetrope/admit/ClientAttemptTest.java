package dev.zoetrope.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.FailureException;

class ClientAttemptTest {

    @Test
    void a_create_that_says_nothing_is_a_first_try_without_a_key() {
        ClientAttempt attempt = ClientAttempt.of(List.of(), null);

        assertThat(attempt).isEqualTo(new ClientAttempt(null, 0));
        assertThat(attempt.rule()).isEqualTo(new EqualBodyRule(0));
    }

    @Test
    void a_create_with_a_waiting_answer_is_compared_with_older_ones() {
        ClientAttempt attempt = ClientAttempt.of(List.of(), null);

        assertThat(attempt.lookBack()).isEqualTo(ClientAttempt.UNCOUNTED_LOOK_BACK);
        assertThat(attempt.withWaitingAnswer().lookBack()).isEqualTo(ClientAttempt.COUNTED_LOOK_BACK)
                .isGreaterThan(ClientAttempt.LONGEST_WAIT);
        assertThat(attempt.withWaitingAnswer().rule()).isEqualTo(attempt.rule());
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "!", "~", "8e03978e-40d5-43dd-bc93-6894a57f9324", "\"quoted\"" })
    void a_key_is_any_visible_ascii(String key) {
        assertThat(ClientAttempt.of(List.of(key), "2")).isEqualTo(new ClientAttempt(key, 2));
        assertThat(ClientAttempt.of(List.of(key), "2").rule()).isEqualTo(new SameKeyRule());
    }

    @Test
    void a_key_has_at_most_255_characters() {
        assertThat(ClientAttempt.of(List.of("k".repeat(255)), null).key()).hasSize(255);
        assertRefused(List.of("k".repeat(256)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "a b", "schl\u00fcssel", "tab\t", "\u007f" })
    void any_other_key_is_refused(String key) {
        assertRefused(List.of(key));
    }

    @Test
    void two_keys_are_none() {
        assertRefused(List.of("one", "two"));
    }

    private static void assertRefused(List<String> keys) {
        assertThatThrownBy(() -> ClientAttempt.of(keys, null)).isInstanceOfSatisfying(FailureException.class, refused -> {
            assertThat(refused.failure().status()).isEqualTo(400);
            assertThat(refused.failure().code()).isEqualTo("invalid_idempotency_key");
            assertThat(refused.failure().message()).startsWith("Idempotency-Key");
        });
    }

    @ParameterizedTest
    @CsvSource({ "0,0", "1,1", "12,12", "9999,9999", "10000,0", "-1,0", "1.5,0", "one,0", "'',0" })
    void a_count_is_a_small_number_or_passed_over(String header, int count) {
        assertThat(ClientAttempt.of(List.of(), header).retryCount()).isEqualTo(count);
    }
}
