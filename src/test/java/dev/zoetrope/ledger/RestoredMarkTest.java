package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** A record an operator has restored: what waits in it may have been sent since. */
class RestoredMarkTest extends LedgerTest {
    private void start() throws SQLException {
        LedgerStart.settleRestored(fixture.source, Tasks.T0.plusSeconds(60), LedgerFixture.PATIENCE);
    }

    private TaskState stored(Task task) {
        return get(fixture.ledger.find(task.id())).orElseThrow().state();
    }

    @Test
    void theNextStartEndsWhatWaitsAndOnlyThat() throws SQLException {
        // Given
        Task waiting = opened(new TaskState.Pending(), Tasks.T0);
        Task running = Tasks.running(opened(Tasks.sending()), "vendor-1");
        get(fixture.ledger.advance(running));
        get(fixture.ledger.markRestored(Tasks.T0));
        get(fixture.ledger.markRestored(Tasks.T0));
        // When
        start();
        // Then
        assertThat(stored(waiting)).isEqualTo(new TaskState.Sending().lost());
        assertThat(stored(running)).isEqualTo(running.state());
    }

    @Test
    void theMarkCountsOnce() throws SQLException {
        get(fixture.ledger.markRestored(Tasks.T0));
        start();
        Task waiting = opened(new TaskState.Pending(), Tasks.T0);

        start();

        assertThat(stored(waiting)).isEqualTo(new TaskState.Pending());
    }

    @Test
    void withoutTheMarkNothingEnds() throws SQLException {
        Task waiting = opened(new TaskState.Pending(), Tasks.T0);

        start();

        assertThat(stored(waiting)).isEqualTo(new TaskState.Pending());
    }

    @Test
    void anAcceptanceStillWins() throws SQLException {
        Task waiting = opened(new TaskState.Pending(), Tasks.T0);
        get(fixture.ledger.markRestored(Tasks.T0));
        start();

        assertThat(stored(waiting).yieldsToAcceptance()).isTrue();
    }
}
