package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.RetryRule;
import io.smallrye.mutiny.Uni;

/** Writes of one transaction: what they see of each other. */
class WriteGroupTest extends LedgerTest {
    private static final Instant T0 = Tasks.T0;
    private static final Instant T1 = T0.plusMillis(1);
    private static final RetryRule ANY = earlier -> earlier.stream().findFirst();
    private Session session;
    private final Replicas replicas = Replicas.drawn(Replicas.Liveness.ALONE);

    /** Does them in one transaction; what comes of the creates among them. */
    private List<Opened> together(Object... intentsAndMarks) throws SQLException {
        List<Write<?>> group = new ArrayList<>();
        List<CompletableFuture<Opened>> told = new ArrayList<>();
        for (Object each : intentsAndMarks) {
            if (each instanceof Intent intent) {
                Open open = new Open(intent, replicas);
                group.add(open);
                told.add(Uni.createFrom().<Opened> emitter(open::tell).subscribeAsCompletionStage());
            } else {
                group.add((ReplyMark) each);
            }
        }
        try (Session opened = Session.open(fixture.source, LedgerFixture.PATIENCE)) {
            session = opened;
            Write.all(session, group);
            session.commit();
        }
        group.stream().filter(Open.class::isInstance).forEach(Work::deliver);
        return told.stream().map(CompletableFuture::join).toList();
    }

    private static ReplyMark hungUp(Intent intent) {
        return new ReplyMark(new ReplyTicket(intent.task().id(), 0), false);
    }

    private static Opened fresh(Intent intent) {
        return new Opened.Fresh(intent.task(), new ReplyTicket(intent.task().id(), 0));
    }

    private static Opened repeat(Intent intent, int number) {
        return new Opened.Repeated(intent.task(), new ReplyTicket(intent.task().id(), number));
    }

    @Test
    void threeFirstTriesStayThree() throws SQLException {
        // Given
        Intent[] three = { Creates.first(T0, ANY), Creates.first(T0, ANY), Creates.first(T0, ANY) };
        // When
        List<Opened> opened = together((Object[]) three);
        // Then
        assertThat(opened).containsExactly(fresh(three[0]), fresh(three[1]), fresh(three[2]));
    }

    @Test
    void aRetrySeesTheCreateOfItsGroup() throws SQLException {
        // Given
        Intent first = Creates.first(T0, ANY);
        // When
        List<Opened> opened = together(first, Creates.retry(T1, 1, ANY), Creates.retry(T1, 2, ANY));
        // Then
        assertThat(opened).containsExactly(fresh(first), repeat(first, 1), repeat(first, 2));
    }

    @Test
    void aFirstTryThatFollowsItsRetryInAGroupMayHaveBeenOvertaken() throws SQLException {
        // Given
        Intent retry = Creates.retry(T1, 1, ANY);
        Intent first = Creates.first(T1, ANY);
        // When
        List<Opened> opened = together(retry, first);
        // Then
        assertThat(opened).containsExactly(fresh(retry),
                new Opened.Fresh(first.task(), new ReplyTicket(first.task().id(), 0), true));
    }

    @Test
    void oneKeyInAGroupIsFreshOnce() throws SQLException {
        // Given
        Intent first = Creates.keyed(T0, "key", ANY);
        Intent other = Creates.create(Creates.task(Tasks.ALICE, T1, Creates.prompt("another")), "key", 0, ANY);
        // When
        List<Opened> opened = together(first, Creates.keyed(T1, "key", ANY), other);
        // Then
        assertThat(opened).containsExactly(fresh(first), repeat(first, 1), new Opened.KeyReused());
    }

    @Test
    void aKeyThatIsGivenUpGoesFromHandToHand() throws SQLException {
        // Given: nobody's outcome is one to replay
        Intent[] three = { Creates.keyed(T0, "key", ANY), Creates.keyed(T0, "key", RetryRule.NEVER),
                Creates.keyed(T0, "key", RetryRule.NEVER) };
        // When
        List<Opened> opened = together((Object[]) three);
        // Then
        assertThat(opened).containsExactly(fresh(three[0]), fresh(three[1]), fresh(three[2]));
        assertThat(fixture.stored("select id from task where idempotency_key = 'key'"))
                .isEqualTo(three[2].task().id().value());
    }

    @Test
    void oneLostAnswerServesOneOfManyFirstTries() throws SQLException {
        // Given
        Intent lost = Creates.first(T0, ANY);
        together(lost);
        together(hungUp(lost));
        Intent second = Creates.first(T1, ANY);
        // When
        List<Opened> opened = together(Creates.first(T1, ANY), second);
        // Then
        assertThat(opened).containsExactly(repeat(lost, 1), fresh(second));
    }

    @Test
    void aHangUpOfTheSameGroupIsSeen() throws SQLException {
        // Given
        Intent before = Creates.first(T0, ANY);
        together(before);
        // When
        List<Opened> opened = together(Creates.first(T1, ANY), hungUp(before));
        // Then
        assertThat(opened).containsExactly(repeat(before, 1));
    }

    @Test
    void aHangUpThatCameWithItsOwnCreateIsSeenToo() throws SQLException {
        // Given
        Intent first = Creates.first(T0, ANY);
        Intent third = Creates.first(T1, ANY);
        // When
        List<Opened> opened = together(first, hungUp(first), Creates.first(T1, ANY), third);
        // Then
        assertThat(opened).containsExactly(fresh(first), repeat(first, 1), fresh(third));
    }

    @Test
    void eachOfManyRetriesTakesAnother() throws SQLException {
        // Given: three creates whose answers were lost on the way, each tried again
        Intent[] three = { Creates.first(T0, ANY), Creates.first(T0, ANY), Creates.first(T0, ANY) };
        together((Object[]) three);
        Object[] again = IntStream.range(0, 3).mapToObj(i -> Creates.retry(T1, 1, Creates.unserved(1))).toArray();
        // When
        List<Opened> opened = together(again);
        // Then
        assertThat(opened).allMatch(each -> each instanceof Opened.Repeated)
                .extracting(each -> ((Opened.Repeated) each).task().id())
                .containsExactlyInAnyOrder(three[0].task().id(), three[1].task().id(), three[2].task().id());
    }

    @Test
    void aWholeGroupIsLookedUpAtOnce() throws SQLException {
        // Given: more than one statement holds, each with a lost answer of its own, and as many with a key
        List<Object> before = new ArrayList<>();
        List<Object> again = new ArrayList<>();
        for (int i = 0; i < 2 * RetrySql.MOST + 3; i++) {
            var request = Creates.prompt("prompt " + i);
            Intent lost = Creates.create(Creates.task(Tasks.ALICE, T0, request), null, 0, ANY);
            Intent keyed = Creates.create(Creates.task(Tasks.ALICE, T0, request), "key " + i, 0, ANY);
            before.addAll(List.of(lost, hungUp(lost), keyed));
            again.add(Creates.create(Creates.task(Tasks.ALICE, T1, request), null, 0, ANY));
            again.add(Creates.create(Creates.task(Tasks.ALICE, T1, request), "key " + i, 0, ANY));
        }
        List<Opened> first = together(before.toArray());
        // When
        List<Opened> second = together(again.toArray());
        // Then
        assertThat(second).isEqualTo(first.stream().map(opened -> ((Opened.Fresh) opened).task())
                .map(task -> new Opened.Repeated(task, new ReplyTicket(task.id(), 1))).toList());
    }

    /** Does what another replica might, after the look and before the write; once. */
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
    void whoLosesARowToAnotherReplicaLooksAgain() throws SQLException {
        // Given
        Intent before = Creates.first(T0, ANY);
        together(before);
        // When
        List<Opened> opened = together(
                Creates.retry(T1, 1, disturbed("update task set reply_no = 7, reply_until = null")));
        // Then
        assertThat(opened).containsExactly(repeat(before, 8));
    }

    @Test
    void whoLosesAKeyToAnotherReplicaLooksAgain() throws SQLException {
        // Given: the key is taken while the group is under way
        Intent before = Creates.first(T0, ANY);
        together(before);
        Intent keyed = Creates.keyed(T1, "key", ANY);
        Intent disturbing = Creates.retry(T1, 1, disturbed("update task set idempotency_key = 'key'"));
        // When
        List<Opened> opened = together(disturbing, keyed);
        // Then: the transaction was undone, that of the disturber with it
        assertThat(opened).containsExactly(repeat(before, 1), fresh(keyed));
    }
}
