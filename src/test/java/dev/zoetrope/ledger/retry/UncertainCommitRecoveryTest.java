package dev.zoetrope.ledger.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.FaultyDataSource;
import dev.zoetrope.ledger.FaultyDataSource.Commit;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.commit.BatchExecutor;
import dev.zoetrope.ledger.commit.JdbcBatchExecutor;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.ledger.replica.ReplicaLiveness;
import dev.zoetrope.ledger.sql.LedgerFailuresTest;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.sql.SqlLedger;
import dev.zoetrope.ledger.sql.WriteTransaction;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;

/** The creates of an uncertain commit are deleted before anything else is written. */
class UncertainCommitRecoveryTest extends LedgerTest {
    private static final RetryRule ANY = earlier -> earlier.stream().findFirst();
    private FaultyDataSource source;
    private SqlLedger ledger;

    @BeforeEach
    void openOnFaultySource() {
        source = new FaultyDataSource(fixture.source);
        ledger = LedgerFixture.ledger(source.source());
        get(ledger.withdraw(new TaskId("task-unified-1-nobodyis"))); // opens the connection of the ledger
    }

    /** A create that fails for its caller, because its commit fails in this way. */
    private CreateIntent failedCreate(Commit commit) {
        CreateIntent intent = Creates.first(Tasks.T0, ANY);
        source.commit = commit;
        assertThat(LedgerFailuresTest.reason(ledger.create(intent))).isEqualTo(LedgerException.Reason.UNAVAILABLE);
        return intent;
    }

    private Optional<Task> stored(CreateIntent intent) {
        return get(fixture.ledger.find(intent.task().id()));
    }

    @ParameterizedTest
    @EnumSource(value = Commit.class, names = { "LOST", "DONE_AND_TORN" })
    void whichever_way_the_commit_went_nothing_of_it_is_left(Commit commit) throws SQLException {
        // Given
        CreateIntent intent = failedCreate(commit);
        // When
        source.commit = Commit.WORKS;
        CreateIntent next = Creates.retry(Tasks.T0, 1, ANY);
        CreateResult opened = get(ledger.create(next));
        // Then
        assertThat(opened).isEqualTo(new CreateResult.New(next.task(), new AnswerId(next.task().id(), 0)));
        assertThat(stored(intent)).isEmpty();
        assertThat(fixture.stored("select count(*) from task")).isEqualTo("1");
    }

    @Test
    void it_is_taken_back_without_anybody_asking() {
        // Given
        source.unreachableWhenTorn = true;
        CreateIntent intent = failedCreate(Commit.DONE_AND_TORN);
        assertThat(stored(intent)).isPresent();
        // When
        source.commit = Commit.WORKS;
        source.unreachable = false;
        // Then
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(ledger::healthy);
        assertThat(stored(intent)).isEmpty();
    }

    @Test
    void a_withdrawal_that_is_torn_itself_is_done_again() {
        // Given: nothing is written before the recovery has succeeded
        CreateIntent intent = failedCreate(Commit.DONE_AND_TORN);
        CreateIntent meanwhile = failedCreate(Commit.DONE_AND_TORN);
        assertThat(stored(meanwhile)).isEmpty();
        // When
        source.commit = Commit.WORKS;
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(ledger::healthy);
        // Then
        assertThat(stored(intent)).isEmpty();
    }

    @Test
    void the_close_takes_it_back_too() throws InterruptedException {
        // Given
        CreateIntent intent = failedCreate(Commit.DONE_AND_TORN);
        source.commit = Commit.WORKS;
        // When
        ledger.close(LedgerFixture.PATIENCE);
        // Then
        assertThat(stored(intent)).isEmpty();
    }

    @Test
    void one_that_was_given_to_a_retry_meanwhile_is_sent_instead() {
        // Given: another replica finds the row before it is deleted
        source.unreachableWhenTorn = true;
        CreateIntent intent = failedCreate(Commit.DONE_AND_TORN);
        CreateResult found = get(fixture.ledger.create(Creates.retry(Tasks.T0, 1, ANY)));
        // When
        source.commit = Commit.WORKS;
        source.unreachable = false;
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(ledger::healthy);
        // Then
        assertThat(found).isEqualTo(new CreateResult.Repeat(intent.task(), new AnswerId(intent.task().id(), 1)));
        Task left = stored(intent).orElseThrow();
        assertThat(left.state()).isEqualTo(new TaskState.Pending());
        assertThat(left.version()).isEqualTo(1);
        assertThat(get(fixture.ledger.claimDue(DueKind.SEND, Tasks.T0, Creates.ANSWER, 1))).hasSize(1);
    }

    @Test
    void one_that_moved_on_meanwhile_is_left_alone() {
        // Given: the lease expired, and another replica has ended the task
        source.unreachableWhenTorn = true;
        CreateIntent intent = failedCreate(Commit.DONE_AND_TORN);
        fixture.failInterruptedSends(Tasks.T0.plusSeconds(100));
        // When
        source.commit = Commit.WORKS;
        source.unreachable = false;
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(ledger::healthy);
        // Then
        assertThat(stored(intent).orElseThrow().state()).isInstanceOf(TaskState.Failed.class);
    }

    @Test
    void a_retry_of_the_same_doubtful_group_keeps_nothing_alive() throws Exception {
        // Given
        ReplicaLiveness replicas = ReplicaLiveness.withRandomNumber(ReplicaLiveness.Lookup.ALONE);
        InsertCreate first = new InsertCreate(Creates.first(Tasks.T0, ANY), replicas);
        InsertCreate retry = new InsertCreate(Creates.retry(Tasks.T0, 1, ANY), replicas);
        var opener = JdbcBatchExecutor.<WriteOperation<?>> opener(source.source(), LedgerFixture.PATIENCE,
                WriteTransaction::execute,
                new UncertainCommitRecovery());
        source.commit = Commit.DONE_AND_TORN;
        try (BatchExecutor<WriteOperation<?>> executor = opener.open()) {
            assertThatThrownBy(() -> executor.run(List.of(first, retry))).isInstanceOf(SQLException.class);
        }
        source.commit = Commit.WORKS;
        assertThat(fixture.stored("select reply_no from task")).isEqualTo("1");
        // When
        opener.open().close();
        // Then
        assertThat(fixture.stored("select count(*) from task")).isEqualTo("0");
    }

    @Test
    void what_the_failed_group_changed_otherwise_is_left_as_it_is() {
        // Given: a transition; its writer reads the task again
        CreateIntent intent = Creates.first(Tasks.T0, ANY);
        get(ledger.create(intent));
        Task running = Tasks.running(intent.task(), "vendor-1");
        source.commit = Commit.DONE_AND_TORN;
        assertThat(LedgerFailuresTest.reason(ledger.transition(running))).isEqualTo(LedgerException.Reason.UNAVAILABLE);
        // When
        source.commit = Commit.WORKS;
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(ledger::healthy);
        // Then
        assertThat(stored(intent)).contains(running);
    }
}
