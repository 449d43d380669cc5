package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.Creates.TakesFirst;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.video.Status;

/** Whether a create repeats another one is known before it is stored, and the question changes nothing. */
class IsRepeatTest extends LedgerTest {
    private static final Instant T0 = Tasks.T0;
    private static final Instant LATER = T0.plusSeconds(60);
    private final TakesFirst rule = new TakesFirst();

    private boolean isRepeat(CreateIntent intent) {
        return get(fixture.ledger.isRepeat(intent));
    }

    @Test
    void a_key_is_known_with_any_body() {
        assertThat(isRepeat(Creates.keyed(T0, "key", rule))).isFalse();
        get(fixture.ledger.create(Creates.keyed(T0, "key", rule)));

        assertThat(isRepeat(Creates.keyed(LATER, "key", rule))).isTrue();
        assertThat(isRepeat(Creates.create(Creates.task(Tasks.ALICE, LATER, Creates.prompt("another")), "key", 0, rule)))
                .as("a conflict").isTrue();
        assertThat(isRepeat(Creates.create(Creates.task(Tasks.BOB, LATER, Creates.prompt("another")), "key", 0, rule)))
                .isFalse();
    }

    @Test
    void a_create_without_a_key_repeats_one_whose_answer_was_lost() {
        CreateIntent first = Creates.first(T0, rule);
        get(fixture.ledger.create(first));
        assertThat(isRepeat(Creates.retry(T0.plusSeconds(1), 1, rule))).as("with a retry count").isTrue();
        assertThat(isRepeat(Creates.first(T0.plusSeconds(1), rule))).as("its answer is outstanding").isFalse();

        get(fixture.ledger.markAnswer(new AnswerId(first.task().id(), 0), false));

        assertThat(isRepeat(Creates.first(LATER, rule))).isTrue();
    }

    @Test
    void the_question_changes_nothing() {
        CreateIntent first = Creates.keyed(T0, "key", rule);
        get(fixture.ledger.create(first));
        isRepeat(Creates.keyed(LATER, "key", rule));
        isRepeat(Creates.keyed(LATER, "other key", rule));

        assertThat(get(fixture.ledger.countByStatus())).containsEntry(Status.PENDING, 1L);
        assertThat(get(fixture.ledger.create(Creates.keyed(LATER, "key", rule))))
                .isEqualTo(new CreateResult.Repeat(first.task(), new AnswerId(first.task().id(), 1)));
    }
}
