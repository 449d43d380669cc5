package dev.zoetrope.ledger.commit;

import static dev.zoetrope.ledger.sql.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.Wire;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.SqlDialect;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.sql.LedgerLimits;
import dev.zoetrope.ledger.sql.SqlLedger;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.agroal.api.AgroalDataSource;
import io.smallrye.mutiny.Uni;

/** Other transactions on the same rows, and a PostgreSQL that is cut off, silent or restarted. */
class PostgresFailureTest {
    private static final LedgerLimits IMPATIENT = new LedgerLimits(10_000, 500, 1, 64,
            Duration.ofMillis(50), Duration.ofMillis(20), Duration.ofMillis(600));
    private static final String NAME = "behind-the-wire";

    @TempDir
    Path directory;
    private LedgerFixture fixture;
    private Wire wire;
    private AgroalDataSource behind;
    private SqlLedger ledger;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(SqlDialect.POSTGRESQL, directory);
        wire = new Wire(Postgres.port());
        behind = LedgerFixture.postgres(Postgres.through(Postgres.of(directory), wire.port()) + "&ApplicationName=" + NAME);
        ledger = LedgerFixture.ledger(behind, IMPATIENT, CommitListener.NONE);
    }

    @AfterEach
    void close() throws InterruptedException {
        wire.mend();
        ledger.close(LedgerFixture.PATIENCE);
        behind.close();
        wire.close();
        fixture.close();
    }

    private static LedgerException.Reason reason(Uni<?> uni) {
        Throwable failure = get(uni.replaceWith((Throwable) null).onFailure().recoverWithItem(e -> e));
        return failure == null ? null : ((LedgerException) failure).reason();
    }

    private List<Task> opened(int count) {
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Task task = Tasks.sending();
            get(ledger.create(CreateIntent.of(task)));
            tasks.add(task);
        }
        tasks.sort(Comparator.comparing(task -> task.id().value()));
        return tasks;
    }

    /** A transaction of another replica that has locked this row. */
    private Connection lockedBy(Task task) throws SQLException {
        Connection other = fixture.source.getConnection();
        other.setAutoCommit(false);
        touch(other, task);
        return other;
    }

    private static void touch(Connection other, Task task) throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.executeUpdate("update task set attempts = attempts where id = '" + task.id() + "'");
        }
    }

    private long waitingForALock() throws SQLException {
        return Long.parseLong(fixture.stored("select count(*) from pg_locks where not granted"));
    }

    @Test
    void a_row_that_somebody_has_hold_of_for_a_while_is_waited_for() throws Exception {
        // Given
        Task task = opened(1).get(0);
        try (Connection other = lockedBy(task)) {
            // When: the lock is held for longer than the lock timeout, but not for all attempts
            CompletableFuture<Boolean> advanced = ledger.transition(Tasks.running(task, "v-" + task.id()))
                    .subscribeAsCompletionStage();
            Awaitility.await().until(() -> waitingForALock() > 0);
            Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> waitingForALock() > 0);
            other.rollback();
            // Then
            assertThat(advanced.get()).isTrue();
            assertThat(ledger.healthy()).isTrue();
        }
    }

    @Test
    void a_deadlock_with_another_replica_costs_nobody_anything() throws Exception {
        // Given: the other transaction has locked the second row and will want the first
        List<Task> tasks = opened(2);
        try (Connection other = lockedBy(tasks.get(1))) {
            Uni<List<Boolean>> both = Uni.join()
                    .all(tasks.stream().map(task -> ledger.transition(Tasks.running(task, "v-" + task.id()))).toList())
                    .andCollectFailures();
            CompletableFuture<List<Boolean>> advanced = both.subscribeAsCompletionStage();
            Awaitility.await().until(() -> waitingForALock() > 0);
            // When: whichever transaction the server ends, ours succeeds
            try {
                touch(other, tasks.get(0));
            } catch (SQLException chosen) {
                assertThat(chosen.getSQLState()).isEqualTo("40P01");
            }
            other.rollback();
            // Then
            assertThat(advanced.get()).containsOnly(true);
            assertThat(ledger.healthy()).isTrue();
        }
    }

    @Test
    void of_two_replicas_one_turns_a_version_however_often_they_meet() {
        // Given
        List<Task> tasks = opened(100);
        List<Uni<Boolean>> hands = new ArrayList<>();
        for (Task task : tasks) {
            hands.add(ledger.transition(Tasks.running(task, "ours-" + task.id())));
            hands.add(fixture.ledger.transition(Tasks.running(task, "theirs-" + task.id())));
        }
        // When
        List<Boolean> won = LedgerFixture.all(hands);
        // Then: exactly one transition of each task succeeded, and it is the stored one
        for (int i = 0; i < tasks.size(); i++) {
            boolean ours = won.get(2 * i);
            assertThat(won.get(2 * i + 1)).isEqualTo(!ours);
            assertThat(get(ledger.find(tasks.get(i).id())).orElseThrow().state().vendorId())
                    .startsWith(ours ? "ours" : "theirs");
        }
    }

    @Test
    void replicas_that_claim_at_once_share_what_is_due() {
        // Given
        List<Uni<CreateResult>> opens = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            opens.add(ledger.create(CreateIntent.of(Tasks.pending())));
        }
        LedgerFixture.all(opens);
        List<Uni<List<Task>>> claimers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            claimers.add((i % 2 == 0 ? ledger : fixture.ledger).claimDue(DueKind.SEND, Tasks.T0, Duration.ofMinutes(1),
                    10));
        }
        // When
        List<Task> claimed = LedgerFixture.all(claimers).stream().flatMap(List::stream).toList();
        // Then
        assertThat(claimed).extracting(Task::id).doesNotHaveDuplicates();
        assertThat(claimed).hasSizeGreaterThan(150);
    }

    @Test
    void a_claim_passes_over_what_is_being_changed() throws SQLException {
        // Given
        Task held = Tasks.pending();
        Task free = Tasks.pending();
        get(ledger.create(CreateIntent.of(held)));
        get(ledger.create(CreateIntent.of(free)));
        try (Connection other = lockedBy(held)) {
            // When
            List<Task> claimed = get(ledger.claimDue(DueKind.SEND, Tasks.T0, Duration.ofMinutes(1), 10));
            // Then
            assertThat(claimed).extracting(Task::id).containsExactly(free.id());
            other.rollback();
        }
    }

    @Test
    void a_line_that_is_cut_is_told_at_once_and_goes_on_by_itself() {
        // Given
        Task before = opened(1).get(0);
        // When
        wire.cut();
        LedgerException.Reason write = reason(ledger.create(CreateIntent.of(Tasks.pending())));
        LedgerException.Reason read = reason(ledger.find(before.id()));
        boolean healthy = ledger.healthy();
        wire.mend();
        // Then
        assertThat(List.of(write, read)).containsOnly(LedgerException.Reason.UNAVAILABLE);
        assertThat(healthy).isFalse();
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(ledger::healthy);
        assertThat(get(ledger.find(before.id()))).contains(before);
    }

    @Test
    void a_server_that_says_nothing_is_not_waited_for_for_ever() {
        // Given
        Task before = opened(1).get(0);
        // When
        wire.silence();
        LedgerException.Reason write = reason(ledger.transition(Tasks.running(before, "v-" + before.id())));
        wire.mend();
        // Then
        assertThat(write).isEqualTo(LedgerException.Reason.UNAVAILABLE);
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(ledger::healthy);
        assertThat(get(ledger.transition(Tasks.running(before, "v-" + before.id())))).isTrue();
    }

    @Test
    void sessions_that_the_server_ends_are_made_anew() throws SQLException {
        // Given
        Task before = opened(1).get(0);
        get(ledger.find(before.id()));
        // When: the sessions are ended as by a restart of the server
        fixture.stored("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = '" + NAME + "'");
        // Then
        Awaitility.await().atMost(LedgerFixture.PATIENCE)
                .until(() -> reason(ledger.find(before.id())) == null);
        Awaitility.await().atMost(LedgerFixture.PATIENCE)
                .until(() -> reason(ledger.create(CreateIntent.of(Tasks.pending()))) == null);
    }

    @Test
    void sessions_that_end_while_nobody_uses_them_cost_no_work_anything() throws SQLException {
        // Given: sessions that were idle for so long that they are tested before use
        Task before = opened(1).get(0);
        get(ledger.find(before.id()));
        fixture.stored("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = '" + NAME + "'");
        Awaitility.await().pollDelay(JdbcBatchExecutor.MAX_UNTESTED_IDLE).until(() -> true);
        // When
        LedgerException.Reason write = reason(ledger.create(CreateIntent.of(Tasks.pending())));
        LedgerException.Reason read = reason(ledger.find(before.id()));
        // Then
        assertThat(write).isNull();
        assertThat(read).isNull();
        assertThat(ledger.healthy()).isTrue();
    }

    @Test
    void what_postgres_cannot_store_fails_alone_and_what_is_escaped_is_kept() {
        // Given
        Task task = opened(1).get(0);
        Task other = opened(1).get(0);
        // When: a text has the character zero, which PostgreSQL cannot store
        LedgerException.Reason refused = reason(ledger.transition(Tasks.running(task, "v\u0000")));
        // Then
        assertThat(refused).isEqualTo(LedgerException.Reason.UNREADABLE);
        assertThat(get(ledger.transition(Tasks.running(other, "v-" + other.id())))).isTrue();
        assertThat(get(ledger.find(task.id())).orElseThrow().state()).isInstanceOf(TaskState.Sending.class);
    }
}
