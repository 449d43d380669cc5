package dev.zoetrope.ledger.retry;

import static dev.zoetrope.ledger.sql.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.FaultyDataSource;
import dev.zoetrope.ledger.FaultyDataSource.Commit;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.SqlDialect;
import dev.zoetrope.ledger.sql.LedgerFailuresTest;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.sql.SqlLedger;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** Another replica assigns a create to a retry during its recovery. Only with PostgreSQL: SQLite has a single writer. */
class UncertainCommitRecoveryRaceTest {
    private static final RetryRule ANY = earlier -> earlier.stream().findFirst();

    @TempDir
    Path directory;
    private LedgerFixture fixture;
    private FaultyDataSource source;
    private SqlLedger ledger;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(SqlDialect.POSTGRESQL, directory);
        source = new FaultyDataSource(fixture.source);
        ledger = LedgerFixture.ledger(source.source());
        get(ledger.withdraw(new TaskId("task-unified-1-nobodyis"))); // opens the connection of the ledger
    }

    @AfterEach
    void close() throws InterruptedException {
        ledger.close(LedgerFixture.PATIENCE);
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "insert into task (id, caller, created_at, state, status, version, updated_at, attempts",
            "delete from task where id = ? and version = 0 and reply_no",
            "update task set state = 'pending', status = 'pending', step = 'send', due_at = created_at" })
    void a_retry_that_commits_after_any_of_its_statements_leaves_nothing_unknown(String statement) {
        // Given
        source.unreachableWhenTorn = true;
        CreateIntent intent = Creates.first(Tasks.T0, ANY);
        source.commit = Commit.DONE_AND_TORN;
        assertThat(LedgerFailuresTest.reason(ledger.create(intent))).isEqualTo(LedgerException.Reason.UNAVAILABLE);
        AtomicReference<CompletableFuture<CreateResult>> retry = new AtomicReference<>();
        source.meanwhile = () -> {
            retry.set(fixture.ledger.create(Creates.retry(Tasks.T0, 1, ANY)).subscribeAsCompletionStage());
            awaitDoneOrBlocked(retry.get());
        };
        source.interruptAfter = statement;
        // When
        source.commit = Commit.WORKS;
        source.unreachable = false;
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(ledger::healthy);
        CreateResult found = get(Uni.createFrom().completionStage(retry.get()));
        // Then: a row that was assigned to the retry is to be sent; as "sending" it would end as submission_unknown
        TaskState left = get(fixture.ledger.find(intent.task().id())).map(Task::state).orElse(null);
        if (found instanceof CreateResult.Repeat) {
            assertThat(left).isEqualTo(new TaskState.Pending());
        } else {
            assertThat(found).isInstanceOf(CreateResult.New.class);
            assertThat(left).isNull();
        }
    }

    /** Waits until the retry is done, or blocked by a lock of the recovery. */
    private void awaitDoneOrBlocked(CompletableFuture<CreateResult> retry) {
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(() -> retry.isDone() || !"0".equals(fixture.stored(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like 'update task set reply_no%'"
                        + " and datname = current_database()")));
    }
}
