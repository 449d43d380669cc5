package dev.zoetrope.ledger.sql;

import static dev.zoetrope.ledger.sql.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.FaultyDataSource;
import dev.zoetrope.ledger.FaultyDataSource.Commit;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.SqlDialect;
import dev.zoetrope.ledger.replica.ReplicaLiveness;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** A repeated read of a live task needs no database, and shows every change as soon as a read of the database does. */
class FindCachedTest {
    private static final Instant LATER = Tasks.T0.plusSeconds(90);
    private static final Duration LEASE = Duration.ofSeconds(70);

    @TempDir
    Path directory;

    private LedgerFixture fixture;
    private SqlLedger ledger;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(directory);
        ledger = fixture.ledger;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Task inserted(Task task) {
        get(ledger.create(CreateIntent.of(task)));
        return task;
    }

    private static Task written(SqlLedger ledger, Task next) {
        assertThat(get(ledger.transition(next))).isTrue();
        return next;
    }

    private Optional<Task> cached(Task task) {
        return get(ledger.findCached(task.id()));
    }

    /** Changes the row behind the back of the ledger, so that a read of the database shows it. */
    private void changeRow() throws SQLException {
        fixture.execute("update task set progress = 77, estimate = 77");
    }

    static Stream<Task> live() {
        Task sending = Tasks.sending();
        return Stream.of(Tasks.pending(), sending, Tasks.running(sending, "vendor-1"));
    }

    @ParameterizedTest
    @MethodSource("live")
    void a_live_task_is_read_from_the_database_once(Task task) throws SQLException {
        inserted(task);
        assertThat(cached(task)).contains(task);

        changeRow();

        assertThat(cached(task)).contains(task);
    }

    static Stream<Task> ended() {
        Task running = Tasks.running(Tasks.sending(), "vendor-1");
        return Stream.of(Tasks.completed(running),
                running.transitionTo(((TaskState.Running) running.state()).expire(), Tasks.T0, null),
                Tasks.pending().transitionTo(new TaskState.Pending().cancel(), Tasks.T0, null));
    }

    @ParameterizedTest
    @MethodSource("ended")
    void an_ended_task_is_read_every_time(Task task) throws SQLException {
        inserted(task);
        assertThat(cached(task)).contains(task);

        fixture.execute("update task set updated_at = 77");

        assertThat(cached(task).orElseThrow().updatedAt()).isEqualTo(Instant.ofEpochMilli(77));
    }

    @Test
    void a_task_that_did_not_exist_is_found_as_soon_as_it_does() {
        Task task = Tasks.pending();
        assertThat(cached(task)).isEmpty();

        inserted(task);

        assertThat(cached(task)).contains(task);
    }

    static Stream<Arguments> changes() {
        Task pending = Tasks.pending();
        Task running = Tasks.running(Tasks.sending(), "vendor-1");
        return Stream.of(
                change("transition", running, (ledger, task) -> written(ledger, task.dueAt(LATER))),
                change("end", running, (ledger, task) -> written(ledger, Tasks.completed(task))),
                change("claim of a poll", running, (ledger, task) -> get(ledger.claimDue(DueKind.POLL, LATER, LEASE, 1))),
                change("claim of a send", pending, (ledger, task) -> get(ledger.claimDue(DueKind.SEND, LATER, LEASE, 1))),
                change("revocation", Tasks.sending(),
                        (ledger, task) -> get(ledger.revokeSendPermission(task, task.permit(), LATER))),
                change("withdrawal", Creates.first(Tasks.T0, RetryRule.NEVER).task(),
                        (ledger, task) -> get(ledger.withdraw(task.id()))),
                change("drop of an overtaken first try", Creates.first(LATER, RetryRule.NEVER).task(), (ledger, task) -> {
                    get(ledger.create(Creates.retry(Tasks.T0, 1, RetryRule.NEVER)));
                    assertThat(get(ledger.dropIfOvertaken(task, Tasks.T0))).isTrue();
                }),
                change("removal", running, (ledger, task) -> {
                    Task ended = written(ledger, Tasks.completed(task));
                    assertThat(get(ledger.delete(List.of(ended)))).isEqualTo(1);
                }));
    }

    private static Arguments change(String name, Task before, BiConsumer<SqlLedger, Task> change) {
        return Arguments.of(name, before, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void a_change_is_seen_as_soon_as_it_is_acknowledged(String name, Task before, BiConsumer<SqlLedger, Task> change) {
        // Given
        inserted(before);
        assertThat(cached(before)).isEqualTo(cached(before)).contains(before);
        // When
        change.accept(ledger, before);
        // Then
        Optional<Task> after = get(ledger.find(before.id()));
        assertThat(after).as(name).isNotEqualTo(Optional.of(before));
        assertThat(cached(before)).isEqualTo(after);
    }

    @Test
    void a_create_that_a_retry_was_given_is_seen_as_pending_when_it_is_withdrawn() {
        RetryRule rule = new Creates.TakesFirst();
        Task task = Creates.first(Tasks.T0, rule).task();
        get(ledger.create(Creates.create(task, null, 0, rule)));
        get(ledger.create(Creates.retry(Tasks.T0.plusSeconds(1), 1, rule)));
        assertThat(cached(task)).contains(task);

        get(ledger.withdraw(task.id()));

        assertThat(cached(task).map(Task::state)).contains(new TaskState.Pending());
    }

    @Test
    void it_is_never_older_than_what_the_database_has_shown() {
        // Given
        Task task = inserted(Tasks.running(Tasks.sending(), "vendor-1"));
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Integer>> readers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
            int older = 0;
            while (!done.get()) {
                long seen = get(ledger.find(task.id())).orElseThrow().version();
                older += cached(task).orElseThrow().version() < seen ? 1 : 0;
            }
            return older;
        }, work -> new Thread(work).start())).limit(2).toList();
        // When
        Task latest = task;
        for (int i = 0; i < 100; i++) {
            latest = written(ledger, latest.dueAt(LATER.plusSeconds(i)));
            assertThat(cached(task)).contains(latest);
        }
        done.set(true);
        // Then
        assertThat(readers.stream().map(CompletableFuture::join)).containsOnly(0);
    }

    @Test
    void what_an_uncertain_commit_has_written_is_seen() {
        // Given
        FaultyDataSource source = new FaultyDataSource(fixture.source);
        SqlLedger faulty = LedgerFixture.ledger(source.source());
        Task task = Tasks.running(Tasks.sending(), "vendor-1");
        get(faulty.create(CreateIntent.of(task)));
        assertThat(get(faulty.findCached(task.id()))).contains(task);
        // When
        source.commit = Commit.DONE_AND_TORN;
        Task next = task.dueAt(LATER);
        assertThat(LedgerFailuresTest.reason(faulty.transition(next))).isEqualTo(LedgerException.Reason.UNAVAILABLE);
        source.commit = Commit.WORKS;
        // Then
        assertThat(get(faulty.findCached(task.id()))).contains(next);
    }

    @Test
    void with_postgresql_the_write_of_another_replica_is_seen_at_once() {
        try (LedgerFixture shared = new LedgerFixture(SqlDialect.POSTGRESQL, directory)) {
            SqlLedger other = LedgerFixture.ledger(shared.source, LedgerFixture.LIMITS,
                    new ReplicaLiveness(9, ReplicaLiveness.Lookup.UNKNOWN));
            Task task = Tasks.running(Tasks.sending(), "vendor-1");
            get(shared.ledger.create(CreateIntent.of(task)));
            for (int i = 0; i < 50; i++) {
                assertThat(get(other.findCached(task.id()))).contains(task);
                task = written(shared.ledger, task.dueAt(LATER.plusSeconds(i)));
                assertThat(get(other.findCached(task.id()))).contains(task);
                task = written(other, task.dueAt(LATER));
                assertThat(get(shared.ledger.findCached(task.id()))).contains(task);
            }
            assertThat(get(shared.ledger.claimDue(DueKind.POLL, LATER, LEASE, 1))).hasSize(1);
            assertThat(get(other.findCached(task.id())).orElseThrow().dueAt()).isEqualTo(LATER.plus(LEASE));
            close(other);
        }
    }

    private static void close(SqlLedger ledger) {
        try {
            ledger.close(LedgerFixture.PATIENCE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
