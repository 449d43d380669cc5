package dev.zoetrope.ledger.commit;

import static dev.zoetrope.ledger.sql.LedgerFailuresTest.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.FaultyDataSource;
import dev.zoetrope.ledger.LedgerException.Reason;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.ledger.jdbc.SqlDialect;
import dev.zoetrope.ledger.replica.ReplicaLiveness;
import dev.zoetrope.ledger.retry.InsertCreate;
import dev.zoetrope.ledger.retry.UncertainCommitRecovery;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.sql.SqlLedger;
import dev.zoetrope.video.Task;

/** A SQLite file that cannot grow, or that another program has locked. */
class FullDiskTest extends LedgerTest {

    @BeforeEach
    void thereIsAFile() {
        assumeThat(dialect).isEqualTo(SqlDialect.SQLITE);
    }

    private SqlLedger ledger(FaultyDataSource source) {
        return LedgerFixture.ledger(source.source());
    }

    private void nothingIsLeftOf(List<Task> refused) {
        for (Task task : refused) {
            assertThat(get(fixture.ledger.find(task.id()))).isEmpty();
        }
    }

    @Test
    void a_file_that_cannot_grow_takes_no_creates_until_it_can() throws Exception {
        // Given: a file that can grow by a few pages
        FaultyDataSource source = new FaultyDataSource(fixture.source);
        int pages = Integer.parseInt(fixture.stored("pragma page_count"));
        source.pragma = "max_page_count=" + (pages + 4);
        SqlLedger ledger = ledger(source);
        List<Task> kept = new ArrayList<>();
        List<Task> refused = new ArrayList<>();
        // When
        boolean saidSo = false;
        while (refused.size() < 20) {
            Task task = Tasks.sending();
            Reason reason = reason(ledger.create(CreateIntent.of(task)));
            saidSo |= !ledger.healthy(); // until the storage is tried again, which needs no space
            assertThat(reason).isIn(null, Reason.UNAVAILABLE);
            (reason == null ? kept : refused).add(task);
        }
        source.pragma = "max_page_count=1000000";
        // Then
        assertThat(saidSo).isTrue();
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(() -> reason(ledger.create(
                CreateIntent.of(Tasks.sending()))) == null);
        assertThat(kept).isNotEmpty().allSatisfy(task -> assertThat(get(ledger.find(task.id()))).contains(task));
        nothingIsLeftOf(refused);
        assertThat(fixture.stored("pragma integrity_check")).isEqualTo("ok");
        ledger.close(LedgerFixture.PATIENCE);
    }

    @Test
    void a_locked_file_takes_no_creates_until_it_is_free() throws Exception {
        // Given
        FaultyDataSource source = new FaultyDataSource(fixture.source);
        source.pragma = "busy_timeout=20";
        SqlLedger ledger = ledger(source);
        List<Task> refused = List.of(Tasks.sending(), Tasks.sending());
        try (Connection another = fixture.source.getConnection(); Statement statement = another.createStatement()) {
            statement.execute("begin exclusive");
            // When
            List<Reason> reasons = refused.stream().map(task -> reason(ledger.create(CreateIntent.of(task)))).toList();
            // Then
            assertThat(reasons).containsOnly(Reason.UNAVAILABLE);
            statement.execute("rollback");
        }
        assertThat(reason(ledger.create(CreateIntent.of(Tasks.sending())))).isNull();
        nothingIsLeftOf(refused);
        ledger.close(LedgerFixture.PATIENCE);
    }

    @Test
    void a_failure_before_the_commit_is_certain() throws SQLException {
        // Given: a batch that fails before its commit
        FaultyDataSource source = new FaultyDataSource(fixture.source);
        UncertainCommitRecovery withdrawal = new UncertainCommitRecovery();
        var opener = JdbcBatchExecutor.<WriteOperation<?>> opener(source.source(), LedgerFixture.PATIENCE, (session, batch) -> {
            throw new SQLException("gone", "08006");
        }, withdrawal);
        InsertCreate incoming = new InsertCreate(Creates.first(Tasks.T0, earlier -> earlier.stream().findFirst()),
                ReplicaLiveness.withRandomNumber(ReplicaLiveness.Lookup.ALONE));
        // When
        Throwable failure = catchThrowable(() -> {
            try (BatchExecutor<WriteOperation<?>> executor = opener.open()) {
                executor.run(List.of(incoming));
            }
        });
        // Then: no create is to be taken back, so no commit is attempted
        source.commit = FaultyDataSource.Commit.LOST;
        assertThat(failure).isInstanceOf(SQLException.class);
        assertThat(catchThrowable(() -> opener.open().close())).isNull();
    }
}
