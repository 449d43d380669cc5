package dev.zoetrope.ledger;

import static dev.zoetrope.ledger.LedgerFixture.get;
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
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.agroal.api.AgroalDataSource;

/** A PostgreSQL that comes back without the last commits, as after a failover to a standby that lagged or a restore. */
class WatermarkTest {
    @TempDir
    Path directory;
    private LedgerFixture fixture;
    private Wire wire;
    private AgroalDataSource behind;
    private Watermark watermark;
    private SqlLedger ledger;
    private final LogLines log = new LogLines(Watermark.class);

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(Database.POSTGRESQL, directory);
        wire = new Wire(Postgres.port());
        behind = LedgerFixture.postgres(Postgres.through(Postgres.of(directory), wire.port()));
        Replicas replicas = new Replicas(42, Replicas.Liveness.UNKNOWN);
        watermark = new Watermark(replicas.own());
        ledger = new SqlLedger(behind, LedgerFixture.Settings.DEFAULT, LaneMeter.NONE, replicas, new ChangeFeed(),
                Creates.ANSWER, watermark);
    }

    @AfterEach
    void close() throws InterruptedException {
        log.close();
        ledger.close(LedgerFixture.PATIENCE);
        behind.close();
        wire.close();
        fixture.close();
    }

    private Task waiting() {
        Task task = Tasks.pending();
        get(ledger.open(Intent.of(task)));
        return task;
    }

    private void snapshot() throws SQLException {
        fixture.execute("create table task_of_before as select * from task");
        fixture.execute("create table watermark_of_before as select * from watermark");
    }

    private void goBack() throws SQLException {
        wire.cut();
        fixture.execute("delete from task");
        fixture.execute("insert into task select * from task_of_before");
        fixture.execute("delete from watermark");
        fixture.execute("insert into watermark select * from watermark_of_before");
        wire.mend();
        Awaitility.await().atMost(LedgerFixture.PATIENCE).ignoreExceptions().until(this::looked);
    }

    /** As the tracker does it all the time. */
    private boolean looked() {
        get(ledger.claimDue(DueKind.SETTLE, Instant.EPOCH, Creates.ANSWER, 1));
        return true;
    }

    private TaskState stored(Task task) {
        return get(fixture.ledger.find(task.id())).orElseThrow().state();
    }

    @Test
    void whatWaitsInARecordThatHasGoneBackIsNotSent() throws SQLException {
        // Given: the permission to send, and all that came of it, is lost
        Task task = waiting();
        snapshot();
        get(ledger.advance(task.permitted(ledger.permit()).to(new TaskState.Pending().send(), Tasks.T0,
                Tasks.T0.plusSeconds(70))));
        // When
        goBack();
        // Then
        assertThat(stored(task)).isEqualTo(new TaskState.Sending().lost());
        assertThat(log.with("ERROR", "The record has gone back")).hasSize(1);
        assertThat(get(ledger.claimDue(DueKind.SEND, Tasks.T0, Creates.ANSWER, 10))).isEmpty();
        Task later = waiting();
        assertThat(stored(later)).as("what comes afterwards is sent again").isEqualTo(new TaskState.Pending());
    }

    @Test
    void aReplicaThatTheRecordDoesNotKnowNoticesIt() throws SQLException {
        snapshot();
        Task task = waiting();
        fixture.execute("insert into task_of_before select * from task");
        goBack();

        assertThat(stored(task)).isEqualTo(new TaskState.Sending().lost());
    }

    @Test
    void soDoesOneThatHasWrittenNothingButHasSeenTheOthers() throws SQLException {
        Task task = waiting();
        watermark.saw("replica:7", 100);
        fixture.execute("insert into watermark values ('replica:7', 99, 0)");
        snapshot();

        goBack();

        assertThat(stored(task)).isEqualTo(new TaskState.Sending().lost());
    }

    @Test
    void aCountWhoseCommitWasLostIsNotMissed() throws InterruptedException {
        // Given: a commit that counts is lost, and the next one on the new connection counts nothing
        ShakySource source = new ShakySource(fixture.source);
        SqlLedger shaky = new SqlLedger(source.source(), LedgerFixture.Settings.DEFAULT, LaneMeter.NONE);
        Task task = Tasks.pending();
        get(shaky.open(Intent.of(task)));
        source.commit = ShakySource.Commit.LOST;
        assertThat(StorageTroubleTest.reason(shaky.advance(task.dueAt(Tasks.T0))))
                .isEqualTo(LedgerException.Reason.UNAVAILABLE);
        source.commit = ShakySource.Commit.WORKS;
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(shaky::healthy);
        get(shaky.claimDue(DueKind.SETTLE, Instant.EPOCH, Creates.ANSWER, 1));
        // When: the connection is torn once more
        source.commit = ShakySource.Commit.LOST;
        assertThat(StorageTroubleTest.reason(shaky.claimDue(DueKind.SETTLE, Instant.EPOCH, Creates.ANSWER, 1)))
                .isEqualTo(LedgerException.Reason.UNAVAILABLE);
        source.commit = ShakySource.Commit.WORKS;
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(shaky::healthy);
        // Then
        assertThat(stored(task)).isEqualTo(new TaskState.Pending());
        assertThat(log.with("gone back")).isEmpty();
        shaky.close(LedgerFixture.PATIENCE);
    }

    @Test
    void aRecordThatWasOnlyAwayIsTheSame() {
        Task task = waiting();
        get(ledger.advance(task.dueAt(Tasks.T0)));

        wire.cut();
        wire.mend();
        Awaitility.await().atMost(LedgerFixture.PATIENCE).ignoreExceptions().until(() -> waiting() != null);

        assertThat(stored(task)).isEqualTo(new TaskState.Pending());
        assertThat(log.with("gone back")).isEmpty();
    }
}
