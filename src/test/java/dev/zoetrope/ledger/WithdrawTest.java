package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** A create whose caller was told that it was not taken leaves nothing behind. */
class WithdrawTest extends LedgerTest {
    private final Creates.Takes rule = new Creates.Takes();

    @Test
    void itIsGoneAndToSayItAgainChangesNothing() {
        Intent intent = Creates.first(Tasks.T0, rule);
        get(fixture.ledger.open(intent));

        get(fixture.ledger.withdraw(intent.task().id()));
        get(fixture.ledger.withdraw(intent.task().id()));

        assertThat(get(fixture.ledger.find(intent.task().id()))).isEmpty();
    }

    @Test
    void oneThatARetryWasGivenIsSentInstead() {
        Intent intent = Creates.first(Tasks.T0, rule);
        get(fixture.ledger.open(intent));
        get(fixture.ledger.open(Creates.retry(Tasks.T0.plusSeconds(1), 1, rule)));

        get(fixture.ledger.withdraw(intent.task().id()));

        assertThat(get(fixture.ledger.find(intent.task().id())).map(Task::state)).contains(new TaskState.Pending());
    }

    @Test
    void oneThatHasAnOutcomeIsLeftAlone() {
        Intent intent = Creates.first(Tasks.T0, rule);
        get(fixture.ledger.open(intent));
        Task running = Tasks.running(intent.task(), "vendor-1");
        get(fixture.ledger.advance(running));

        get(fixture.ledger.withdraw(intent.task().id()));

        assertThat(get(fixture.ledger.find(intent.task().id()))).contains(running);
    }
}
