package dev.zoetrope.ledger.retry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** A create whose caller got an error is deleted. */
class WithdrawCreateTest extends LedgerTest {
    private final Creates.TakesFirst rule = new Creates.TakesFirst();

    @Test
    void it_is_gone_and_to_say_it_again_changes_nothing() {
        CreateIntent intent = Creates.first(Tasks.T0, rule);
        get(fixture.ledger.create(intent));

        get(fixture.ledger.withdraw(intent.task().id()));
        get(fixture.ledger.withdraw(intent.task().id()));

        assertThat(get(fixture.ledger.find(intent.task().id()))).isEmpty();
    }

    @Test
    void one_that_a_retry_was_given_is_sent_instead() {
        CreateIntent intent = Creates.first(Tasks.T0, rule);
        get(fixture.ledger.create(intent));
        get(fixture.ledger.create(Creates.retry(Tasks.T0.plusSeconds(1), 1, rule)));

        get(fixture.ledger.withdraw(intent.task().id()));

        assertThat(get(fixture.ledger.find(intent.task().id())).map(Task::state)).contains(new TaskState.Pending());
    }

    @Test
    void one_that_has_an_outcome_is_left_alone() {
        CreateIntent intent = Creates.first(Tasks.T0, rule);
        get(fixture.ledger.create(intent));
        Task running = Tasks.running(intent.task(), "vendor-1");
        get(fixture.ledger.transition(running));

        get(fixture.ledger.withdraw(intent.task().id()));

        assertThat(get(fixture.ledger.find(intent.task().id()))).contains(running);
    }
}
