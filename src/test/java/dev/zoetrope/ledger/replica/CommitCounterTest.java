package dev.zoetrope.ledger.replica;

import static dev.zoetrope.ledger.sql.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.fake.LogLines;
import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.Wire;
import dev.zoetrope.ledger.ChangeFeed;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.FaultyDataSource;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.commit.CommitListener;
import dev.zoetrope.ledger.jdbc.SqlDialect;
import dev.zoetrope.ledger.sql.LedgerFailuresTest;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.sql.SqlLedger;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.agroal.api.AgroalDataSource;

/** A PostgreSQL that has lost the last commits, as after a restore or a failover to a standby that lagged behind. */
class CommitCounterTest {
    @TempDir
    Path directory;
    private LedgerFixture fixture;
    private Wire wire;
    private AgroalDataSource behind;
    private CommitCounter commitCounter;
    private SqlLedger ledger;
    private final LogLines log = new LogLines(CommitCounter.class);

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(SqlDialect.POSTGRESQL, directory);
        wire = new Wire(Postgres.port());
        behind = LedgerFixture.postgres(Postgres.through(Postgres.of(directory), wire.port()));
        ReplicaLiveness replicas = new ReplicaLiveness(42, ReplicaLiveness.Lookup.UNKNOWN);
        commitCounter = new CommitCounter(replicas.ownNumber());
        ledger = new SqlLedger(behind, LedgerFixture.LIMITS, CommitListener.NONE, replicas, new ChangeFeed(),
                Creates.ANSWER, commitCounter);
    }

    @AfterEach
    void close() throws InterruptedException {
        log.close();
        ledger.close(LedgerFixture.PATIENCE);
        behind.close();
        wire.close();
        fixture.close();
    }

    private Task insertPending() {
        Task task = Tasks.pending();
        get(ledger.create(CreateIntent.of(task)));
        return task;
    }

    private void snapshot() throws SQLException {
        fixture.execute("create table task_of_before as select * from task");
        fixture.execute("create table watermark_of_before as select * from watermark");
    }

    private void restoreSnapshot() throws SQLException {
        wire.cut();
        fixture.execute("delete from task");
        fixture.execute("insert into task select * from task_of_before");
        fixture.execute("delete from watermark");
        fixture.execute("insert into watermark select * from watermark_of_before");
        wire.mend();
        Awaitility.await().atMost(LedgerFixture.PATIENCE).ignoreExceptions().until(this::claimSucceeds);
    }

    /** A claim, as the tracker makes it all the time. */
    private boolean claimSucceeds() {
        get(ledger.claimDue(DueKind.EXPIRE, Instant.EPOCH, Creates.ANSWER, 1));
        return true;
    }

    private TaskState stored(Task task) {
        return get(fixture.ledger.find(task.id())).orElseThrow().state();
    }

    @Test
    void what_waits_in_a_record_that_has_gone_back_is_not_sent() throws SQLException {
        // Given: the send permission is lost, and everything that followed
        Task task = insertPending();
        snapshot();
        get(ledger.transition(
                task.withPermit(ledger.newPermit(), new Pin("v", "k")).transitionTo(new TaskState.Pending().send(), Tasks.T0,
                        Tasks.T0.plusSeconds(70))));
        // When
        restoreSnapshot();
        // Then
        assertThat(stored(task)).isEqualTo(new TaskState.Sending().unknown());
        assertThat(log.with("ERROR", "The database has lost commits")).hasSize(1);
        assertThat(get(ledger.claimDue(DueKind.SEND, Tasks.T0, Creates.ANSWER, 10))).isEmpty();
        Task later = insertPending();
        assertThat(stored(later)).as("a create after the loss is pending as usual").isEqualTo(new TaskState.Pending());
    }

    @Test
    void a_replica_that_the_record_does_not_know_notices_it() throws SQLException {
        snapshot();
        Task task = insertPending();
        fixture.execute("insert into task_of_before select * from task");
        restoreSnapshot();

        assertThat(stored(task)).isEqualTo(new TaskState.Sending().unknown());
    }

    @Test
    void so_does_one_that_has_written_nothing_but_has_seen_the_others() throws SQLException {
        Task task = insertPending();
        commitCounter.observe("replica:7", 100);
        fixture.execute("insert into watermark values ('replica:7', 99, 0)");
        snapshot();

        restoreSnapshot();

        assertThat(stored(task)).isEqualTo(new TaskState.Sending().unknown());
    }

    @Test
    void a_count_whose_commit_was_lost_is_not_missed() throws InterruptedException {
        // Given: a commit that is counted is lost, and the next commit on the new connection is not counted
        FaultyDataSource source = new FaultyDataSource(fixture.source);
        SqlLedger shaky = LedgerFixture.ledger(source.source());
        Task task = Tasks.pending();
        get(shaky.create(CreateIntent.of(task)));
        source.commit = FaultyDataSource.Commit.LOST;
        assertThat(LedgerFailuresTest.reason(shaky.transition(task.dueAt(Tasks.T0))))
                .isEqualTo(LedgerException.Reason.UNAVAILABLE);
        source.commit = FaultyDataSource.Commit.WORKS;
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(shaky::healthy);
        get(shaky.claimDue(DueKind.EXPIRE, Instant.EPOCH, Creates.ANSWER, 1));
        // When: the connection breaks once more
        source.commit = FaultyDataSource.Commit.LOST;
        assertThat(LedgerFailuresTest.reason(shaky.claimDue(DueKind.EXPIRE, Instant.EPOCH, Creates.ANSWER, 1)))
                .isEqualTo(LedgerException.Reason.UNAVAILABLE);
        source.commit = FaultyDataSource.Commit.WORKS;
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(shaky::healthy);
        // Then
        assertThat(stored(task)).isEqualTo(new TaskState.Pending());
        assertThat(log.with("lost commits")).isEmpty();
        shaky.close(LedgerFixture.PATIENCE);
    }

    @Test
    void a_record_that_was_only_away_is_the_same() {
        Task task = insertPending();
        get(ledger.transition(task.dueAt(Tasks.T0)));

        wire.cut();
        wire.mend();
        Awaitility.await().atMost(LedgerFixture.PATIENCE).ignoreExceptions().until(() -> insertPending() != null);

        assertThat(stored(task)).isEqualTo(new TaskState.Pending());
        assertThat(log.with("lost commits")).isEmpty();
    }
}
