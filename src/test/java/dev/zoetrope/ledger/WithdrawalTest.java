package dev.zoetrope.ledger;

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

import dev.zoetrope.ledger.ShakySource.Commit;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;

/** Creates whose commit nobody can be sure of are taken back before anything else is written. */
class WithdrawalTest extends LedgerTest {
    private static final RetryRule ANY = earlier -> earlier.stream().findFirst();
    private ShakySource source;
    private SqlLedger ledger;

    @BeforeEach
    void openOnShakyGround() {
        source = new ShakySource(fixture.source);
        ledger = new SqlLedger(source.source(), LedgerFixture.Settings.DEFAULT, LaneMeter.NONE);
        get(ledger.withdraw(new TaskId("task-unified-1-nobodyis"))); // its connection is open, and known to the record
    }

    /** Tells its caller that the storage failed. */
    private Intent refused(Commit commit) {
        Intent intent = Creates.first(Tasks.T0, ANY);
        source.commit = commit;
        assertThat(StorageTroubleTest.reason(ledger.open(intent))).isEqualTo(LedgerException.Reason.UNAVAILABLE);
        return intent;
    }

    private Optional<Task> stored(Intent intent) {
        return get(fixture.ledger.find(intent.task().id()));
    }

    @ParameterizedTest
    @EnumSource(value = Commit.class, names = { "LOST", "DONE_AND_TORN" })
    void whicheverWayTheCommitWentNothingOfItIsLeft(Commit commit) throws SQLException {
        // Given
        Intent intent = refused(commit);
        // When
        source.commit = Commit.WORKS;
        Intent next = Creates.retry(Tasks.T0, 1, ANY);
        Opened opened = get(ledger.open(next));
        // Then
        assertThat(opened).isEqualTo(new Opened.Fresh(next.task(), new ReplyTicket(next.task().id(), 0)));
        assertThat(stored(intent)).isEmpty();
        assertThat(fixture.stored("select count(*) from task")).isEqualTo("1");
    }

    @Test
    void itIsTakenBackWithoutAnybodyAsking() {
        // Given
        source.goneWhenTorn = true;
        Intent intent = refused(Commit.DONE_AND_TORN);
        assertThat(stored(intent)).isPresent();
        // When
        source.commit = Commit.WORKS;
        source.gone = false;
        // Then
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(ledger::healthy);
        assertThat(stored(intent)).isEmpty();
    }

    @Test
    void aWithdrawalThatIsTornItselfIsDoneAgain() {
        // Given: nothing is written while that goes on
        Intent intent = refused(Commit.DONE_AND_TORN);
        Intent meanwhile = refused(Commit.DONE_AND_TORN);
        assertThat(stored(meanwhile)).isEmpty();
        // When
        source.commit = Commit.WORKS;
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(ledger::healthy);
        // Then
        assertThat(stored(intent)).isEmpty();
    }

    @Test
    void theCloseTakesItBackToo() throws InterruptedException {
        // Given
        Intent intent = refused(Commit.DONE_AND_TORN);
        source.commit = Commit.WORKS;
        // When
        ledger.close(LedgerFixture.PATIENCE);
        // Then
        assertThat(stored(intent)).isEmpty();
    }

    @Test
    void oneThatWasGivenToARetryMeanwhileIsSentInstead() {
        // Given: another replica finds the row before it is taken back
        source.goneWhenTorn = true;
        Intent intent = refused(Commit.DONE_AND_TORN);
        Opened found = get(fixture.ledger.open(Creates.retry(Tasks.T0, 1, ANY)));
        // When
        source.commit = Commit.WORKS;
        source.gone = false;
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(ledger::healthy);
        // Then
        assertThat(found).isEqualTo(new Opened.Repeated(intent.task(), new ReplyTicket(intent.task().id(), 1)));
        Task left = stored(intent).orElseThrow();
        assertThat(left.state()).isEqualTo(new TaskState.Pending());
        assertThat(left.version()).isEqualTo(1);
        assertThat(get(fixture.ledger.claimDue(DueKind.SEND, Tasks.T0, Creates.ANSWER, 1))).hasSize(1);
    }

    @Test
    void oneThatMovedOnMeanwhileIsLeftAlone() {
        // Given: the lease ran out, and another replica has settled it
        source.goneWhenTorn = true;
        Intent intent = refused(Commit.DONE_AND_TORN);
        get(fixture.ledger.settleInterrupted(Tasks.T0.plusSeconds(100)));
        // When
        source.commit = Commit.WORKS;
        source.gone = false;
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(ledger::healthy);
        // Then
        assertThat(stored(intent).orElseThrow().state()).isInstanceOf(TaskState.Failed.class);
    }

    @Test
    void aRetryOfTheSameDoubtfulGroupKeepsNothingAlive() throws Exception {
        // Given
        Replicas replicas = Replicas.drawn(Replicas.Liveness.ALONE);
        Open first = new Open(Creates.first(Tasks.T0, ANY), replicas);
        Open retry = new Open(Creates.retry(Tasks.T0, 1, ANY), replicas);
        var opener = SqlStation.<Write<?>> on(source.source(), LedgerFixture.PATIENCE, Write::all, new Withdrawal());
        source.commit = Commit.DONE_AND_TORN;
        try (Station<Write<?>> station = opener.open()) {
            assertThatThrownBy(() -> station.run(List.of(first, retry))).isInstanceOf(SQLException.class);
        }
        source.commit = Commit.WORKS;
        assertThat(fixture.stored("select reply_no from task")).isEqualTo("1");
        // When
        opener.open().close();
        // Then
        assertThat(fixture.stored("select count(*) from task")).isEqualTo("0");
    }

    @Test
    void whatTheFailedGroupChangedOtherwiseIsLeftAsItIs() {
        // Given: a transition, which whoever asked for it reads again
        Intent intent = Creates.first(Tasks.T0, ANY);
        get(ledger.open(intent));
        Task running = Tasks.running(intent.task(), "vendor-1");
        source.commit = Commit.DONE_AND_TORN;
        assertThat(StorageTroubleTest.reason(ledger.advance(running))).isEqualTo(LedgerException.Reason.UNAVAILABLE);
        // When
        source.commit = Commit.WORKS;
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(ledger::healthy);
        // Then
        assertThat(stored(intent)).contains(running);
    }
}
