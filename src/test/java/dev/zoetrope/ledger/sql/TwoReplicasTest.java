package dev.zoetrope.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.jdbc.SqlDialect;
import dev.zoetrope.ledger.replica.ReplicaLiveness;
import dev.zoetrope.ledger.retry.InsertCreate;
import dev.zoetrope.ledger.task.TransitionTask;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** A replica waits for another replica's uncommitted write of the same create. */
class TwoReplicasTest {
    private static final Instant T1 = Tasks.T0.plusSeconds(1);
    @TempDir
    Path directory;

    @Test
    void a_retry_waits_for_the_commit_of_the_create_it_repeats() throws SQLException {
        try (LedgerFixture fixture = new LedgerFixture(SqlDialect.POSTGRESQL, directory);
                JdbcSession other = JdbcSession.open(fixture.source, LedgerFixture.PATIENCE)) {
            // Given: another replica has inserted the create and has not committed yet
            InsertCreate original = new InsertCreate(Creates.first(Tasks.T0, new Creates.TakesFirst()),
                    new ReplicaLiveness(7, ReplicaLiveness.Lookup.UNKNOWN));
            WriteTransaction.execute(other, List.of(original));
            // When
            CompletableFuture<CreateResult> retry = fixture.ledger.create(Creates.retry(T1, 1, Creates.unserved(1)))
                    .subscribeAsCompletionStage();
            await().until(() -> "1".equals(fixture.stored("select count(*) from pg_locks where locktype = 'advisory' "
                    + "and not granted and database = (select oid from pg_database where datname = current_database())")));
            other.commit();
            // Then
            assertThat(LedgerFixture.get(io.smallrye.mutiny.Uni.createFrom().completionStage(retry)))
                    .isInstanceOfSatisfying(CreateResult.Repeat.class,
                            repeated -> assertThat(repeated.task().id()).isEqualTo(original.task().id()));
        }
    }

    @Test
    void a_take_back_waits_for_the_commit_of_the_permission() throws SQLException {
        try (LedgerFixture fixture = new LedgerFixture(SqlDialect.POSTGRESQL, directory);
                JdbcSession torn = JdbcSession.open(fixture.source, LedgerFixture.PATIENCE)) {
            // Given: the connection broke, and the server has not executed the commit yet
            Task pending = Tasks.pending();
            LedgerFixture.get(fixture.ledger.create(CreateIntent.of(pending)));
            Task sending = pending.withPermit(7, new Pin("v", "k")).transitionTo(new TaskState.Pending().send(), T1,
                    T1.plusSeconds(70));
            WriteTransaction.execute(torn, List.of(new TransitionTask(sending, 7, LedgerFixture.PATIENCE)));
            // When
            CompletableFuture<Boolean> taken = fixture.ledger.revokeSendPermission(sending, 7, T1).subscribeAsCompletionStage();
            await().until(() -> "1".equals(fixture.stored("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                    + " and query like 'select version from task%for update%' and datname = current_database()")));
            torn.commit();
            // Then
            assertThat(LedgerFixture.get(io.smallrye.mutiny.Uni.createFrom().completionStage(taken))).isTrue();
            assertThat(LedgerFixture.get(fixture.ledger.find(pending.id())).orElseThrow().state())
                    .isEqualTo(new TaskState.Pending());
        }
    }

    @Test
    void no_number_is_no_statement() throws SQLException {
        try (LedgerFixture fixture = new LedgerFixture(SqlDialect.SQLITE, directory);
                JdbcSession session = JdbcSession.open(fixture.source, LedgerFixture.PATIENCE)) {
            session.lock(new TreeSet<>());
            session.lock(new TreeSet<>(List.of(1L)));
            session.commit();
            assertThat(fixture.ledger.healthy()).isTrue();
        }
    }
}
