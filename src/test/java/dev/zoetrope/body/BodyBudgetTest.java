package dev.zoetrope.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;

/** The limits of the budget without a server. */
class BodyBudgetTest {
    private static final Caller ALICE = new Caller("alice");

    private final BodyBudget budget = new BodyBudget(400);

    private Failure refusal(Caller caller, long bytes) {
        return catchThrowableOfType(FailureException.class, () -> budget.reserve(caller, bytes)).failure();
    }

    @Test
    void a_caller_has_a_quarter() {
        budget.reserve(ALICE, 60);
        budget.reserve(ALICE, 40);

        Failure refusal = refusal(ALICE, 1);

        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.type()).isEqualTo("rate_limit_error");
        assertThat(refusal.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThatCode(() -> budget.reserve(new Caller("bob"), 100)).doesNotThrowAnyException();
        assertThat(budget.totalReserved()).as("a refusal reserves nothing").isEqualTo(200);
    }

    @Test
    void all_callers_together_have_the_whole() {
        for (int i = 0; i < 4; i++) {
            budget.reserve(new Caller("caller-" + i), 100);
        }

        Failure refusal = refusal(ALICE, 1);

        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.type()).isEqualTo("service_unavailable_error");
        assertThat(refusal.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(budget.totalReserved()).isEqualTo(400);
    }

    @Test
    void what_is_given_back_can_be_reserved_again() {
        budget.reserve(ALICE, 30);
        budget.reserve(ALICE, 70);

        budget.release(ALICE, 70);
        budget.reserve(ALICE, 70);
        budget.release(ALICE, 70);
        budget.release(ALICE, 30);

        assertThat(budget.totalReserved()).isZero();
        assertThatCode(() -> budget.reserve(ALICE, 100)).doesNotThrowAnyException();
    }
}
