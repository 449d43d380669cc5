package dev.zoetrope.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.commit.LedgerOperation;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.ledger.replica.ReplicaLiveness;
import dev.zoetrope.ledger.retry.InsertCreate;
import dev.zoetrope.ledger.retry.MarkAnswer;
import dev.zoetrope.ledger.retry.RetrySql;
import dev.zoetrope.video.RetryRule;
import io.smallrye.mutiny.Uni;

/** The effects of the writes of one transaction on each other. */
class WriteTransactionTest extends LedgerTest {
    private static final Instant T0 = Tasks.T0;
    private static final Instant T1 = T0.plusMillis(1);
    private static final RetryRule ANY = earlier -> earlier.stream().findFirst();
    private JdbcSession session;
    private final ReplicaLiveness replicas = ReplicaLiveness.withRandomNumber(ReplicaLiveness.Lookup.ALONE);

    /** Executes the creates and marks in one transaction; returns the results of the creates. */
    private List<CreateResult> together(Object... intentsAndMarks) throws SQLException {
        List<WriteOperation<?>> group = new ArrayList<>();
        List<CompletableFuture<CreateResult>> told = new ArrayList<>();
        for (Object each : intentsAndMarks) {
            if (each instanceof CreateIntent intent) {
                InsertCreate incoming = new InsertCreate(intent, replicas);
                group.add(incoming);
                told.add(Uni.createFrom().<CreateResult> emitter(incoming::receiver).subscribeAsCompletionStage());
            } else {
                group.add((MarkAnswer) each);
            }
        }
        try (JdbcSession opened = JdbcSession.open(fixture.source, LedgerFixture.PATIENCE)) {
            session = opened;
            WriteTransaction.execute(session, group);
            session.commit();
        }
        group.stream().filter(InsertCreate.class::isInstance).forEach(LedgerOperation::deliver);
        return told.stream().map(CompletableFuture::join).toList();
    }

    private static MarkAnswer hungUp(CreateIntent intent) {
        return new MarkAnswer(new AnswerId(intent.task().id(), 0), false);
    }

    private static CreateResult fresh(CreateIntent intent) {
        return new CreateResult.New(intent.task(), new AnswerId(intent.task().id(), 0));
    }

    private static CreateResult repeat(CreateIntent intent, int number) {
        return new CreateResult.Repeat(intent.task(), new AnswerId(intent.task().id(), number));
    }

    @Test
    void three_first_tries_stay_three() throws SQLException {
        // Given
        CreateIntent[] three = { Creates.first(T0, ANY), Creates.first(T0, ANY), Creates.first(T0, ANY) };
        // When
        List<CreateResult> opened = together((Object[]) three);
        // Then
        assertThat(opened).containsExactly(fresh(three[0]), fresh(three[1]), fresh(three[2]));
    }

    @Test
    void a_retry_sees_the_create_of_its_group() throws SQLException {
        // Given
        CreateIntent first = Creates.first(T0, ANY);
        // When
        List<CreateResult> opened = together(first, Creates.retry(T1, 1, ANY), Creates.retry(T1, 2, ANY));
        // Then
        assertThat(opened).containsExactly(fresh(first), repeat(first, 1), repeat(first, 2));
    }

    @Test
    void a_first_try_that_follows_its_retry_in_a_group_may_have_been_overtaken() throws SQLException {
        // Given
        CreateIntent retry = Creates.retry(T1, 1, ANY);
        CreateIntent first = Creates.first(T1, ANY);
        // When
        List<CreateResult> opened = together(retry, first);
        // Then
        assertThat(opened).containsExactly(fresh(retry),
                new CreateResult.New(first.task(), new AnswerId(first.task().id(), 0), true));
    }

    @Test
    void one_key_in_a_group_is_fresh_once() throws SQLException {
        // Given
        CreateIntent first = Creates.keyed(T0, "key", ANY);
        CreateIntent other = Creates.create(Creates.task(Tasks.ALICE, T1, Creates.prompt("another")), "key", 0, ANY);
        // When
        List<CreateResult> opened = together(first, Creates.keyed(T1, "key", ANY), other);
        // Then
        assertThat(opened).containsExactly(fresh(first), repeat(first, 1), new CreateResult.KeyConflict());
    }

    @Test
    void a_key_that_is_given_up_goes_from_hand_to_hand() throws SQLException {
        // Given: creates that take no earlier one, as its outcome is not replayed
        CreateIntent[] three = { Creates.keyed(T0, "key", ANY), Creates.keyed(T0, "key", RetryRule.NEVER),
                Creates.keyed(T0, "key", RetryRule.NEVER) };
        // When
        List<CreateResult> opened = together((Object[]) three);
        // Then
        assertThat(opened).containsExactly(fresh(three[0]), fresh(three[1]), fresh(three[2]));
        assertThat(fixture.stored("select id from task where idempotency_key = 'key'"))
                .isEqualTo(three[2].task().id().value());
    }

    @Test
    void one_lost_answer_serves_one_of_many_first_tries() throws SQLException {
        // Given
        CreateIntent lost = Creates.first(T0, ANY);
        together(lost);
        together(hungUp(lost));
        CreateIntent second = Creates.first(T1, ANY);
        // When
        List<CreateResult> opened = together(Creates.first(T1, ANY), second);
        // Then
        assertThat(opened).containsExactly(repeat(lost, 1), fresh(second));
    }

    @Test
    void a_hang_up_of_the_same_group_is_seen() throws SQLException {
        // Given
        CreateIntent before = Creates.first(T0, ANY);
        together(before);
        // When
        List<CreateResult> opened = together(Creates.first(T1, ANY), hungUp(before));
        // Then
        assertThat(opened).containsExactly(repeat(before, 1));
    }

    @Test
    void a_hang_up_that_came_with_its_own_create_is_seen_too() throws SQLException {
        // Given
        CreateIntent first = Creates.first(T0, ANY);
        CreateIntent third = Creates.first(T1, ANY);
        // When
        List<CreateResult> opened = together(first, hungUp(first), Creates.first(T1, ANY), third);
        // Then
        assertThat(opened).containsExactly(fresh(first), repeat(first, 1), fresh(third));
    }

    @Test
    void each_of_many_retries_takes_another() throws SQLException {
        // Given: three creates whose answers were lost, and a retry of each
        CreateIntent[] three = { Creates.first(T0, ANY), Creates.first(T0, ANY), Creates.first(T0, ANY) };
        together((Object[]) three);
        Object[] again = IntStream.range(0, 3).mapToObj(i -> Creates.retry(T1, 1, Creates.unserved(1))).toArray();
        // When
        List<CreateResult> opened = together(again);
        // Then
        assertThat(opened).allMatch(each -> each instanceof CreateResult.Repeat)
                .extracting(each -> ((CreateResult.Repeat) each).task().id())
                .containsExactlyInAnyOrder(three[0].task().id(), three[1].task().id(), three[2].task().id());
    }

    @Test
    void a_whole_group_is_looked_up_at_once() throws SQLException {
        // Given: more creates with a lost answer than one statement looks up, and as many creates with a key
        List<Object> before = new ArrayList<>();
        List<Object> again = new ArrayList<>();
        for (int i = 0; i < 2 * RetrySql.MAX_ROWS + 3; i++) {
            var request = Creates.prompt("prompt " + i);
            CreateIntent lost = Creates.create(Creates.task(Tasks.ALICE, T0, request), null, 0, ANY);
            CreateIntent keyed = Creates.create(Creates.task(Tasks.ALICE, T0, request), "key " + i, 0, ANY);
            before.addAll(List.of(lost, hungUp(lost), keyed));
            again.add(Creates.create(Creates.task(Tasks.ALICE, T1, request), null, 0, ANY));
            again.add(Creates.create(Creates.task(Tasks.ALICE, T1, request), "key " + i, 0, ANY));
        }
        List<CreateResult> first = together(before.toArray());
        // When
        List<CreateResult> second = together(again.toArray());
        // Then
        assertThat(second).isEqualTo(first.stream().map(opened -> ((CreateResult.New) opened).task())
                .map(task -> new CreateResult.Repeat(task, new AnswerId(task.id(), 1))).toList());
    }

    /** A rule that, once, executes a statement of another replica between the lookup and the write. */
    private RetryRule disturbed(String sql) {
        boolean[] done = new boolean[1];
        return earlier -> {
            try {
                if (!done[0]) {
                    done[0] = true;
                    session.prepared(sql).executeUpdate();
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return earlier.stream().findFirst();
        };
    }

    @Test
    void who_loses_a_row_to_another_replica_looks_again() throws SQLException {
        // Given
        CreateIntent before = Creates.first(T0, ANY);
        together(before);
        // When
        List<CreateResult> opened = together(
                Creates.retry(T1, 1, disturbed("update task set reply_no = 7, reply_until = null")));
        // Then
        assertThat(opened).containsExactly(repeat(before, 8));
    }

    @Test
    void who_loses_a_key_to_another_replica_looks_again() throws SQLException {
        // Given: another replica takes the key during the transaction
        CreateIntent before = Creates.first(T0, ANY);
        together(before);
        CreateIntent keyed = Creates.keyed(T1, "key", ANY);
        CreateIntent disturbing = Creates.retry(T1, 1, disturbed("update task set idempotency_key = 'key'"));
        // When
        List<CreateResult> opened = together(disturbing, keyed);
        // Then: the transaction was rolled back, and with it the other replica's statement
        assertThat(opened).containsExactly(repeat(before, 1), fresh(keyed));
    }
}
