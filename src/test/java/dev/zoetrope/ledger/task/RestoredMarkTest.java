package dev.zoetrope.ledger.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.sql.LedgerLifecycle;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** A ledger that an operator has restored: its pending creates may have been sent since. */
class RestoredMarkTest extends LedgerTest {
    private void start() throws SQLException {
        LedgerLifecycle.failRestoredCreates(fixture.source, Tasks.T0.plusSeconds(60), LedgerFixture.PATIENCE);
    }

    private TaskState stored(Task task) {
        return get(fixture.ledger.find(task.id())).orElseThrow().state();
    }

    @Test
    void the_next_start_ends_what_waits_and_only_that() throws SQLException {
        // Given
        Task waiting = inserted(new TaskState.Pending(), Tasks.T0);
        Task running = Tasks.running(inserted(Tasks.sending()), "vendor-1");
        get(fixture.ledger.transition(running));
        get(fixture.ledger.markRestored(Tasks.T0));
        get(fixture.ledger.markRestored(Tasks.T0));
        // When
        start();
        // Then
        assertThat(stored(waiting)).isEqualTo(new TaskState.Sending().unknown());
        assertThat(stored(running)).isEqualTo(running.state());
    }

    @Test
    void the_mark_counts_once() throws SQLException {
        get(fixture.ledger.markRestored(Tasks.T0));
        start();
        Task waiting = inserted(new TaskState.Pending(), Tasks.T0);

        start();

        assertThat(stored(waiting)).isEqualTo(new TaskState.Pending());
    }

    @Test
    void without_the_mark_nothing_ends() throws SQLException {
        Task waiting = inserted(new TaskState.Pending(), Tasks.T0);

        start();

        assertThat(stored(waiting)).isEqualTo(new TaskState.Pending());
    }

    @Test
    void an_acceptance_still_wins() throws SQLException {
        Task waiting = inserted(new TaskState.Pending(), Tasks.T0);
        get(fixture.ledger.markRestored(Tasks.T0));
        start();

        assertThat(stored(waiting).yieldsToAcceptance()).isTrue();
    }
}
