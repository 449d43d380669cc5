package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.admit.Attempt;

/** Clients without a key whose connection goes, and what two replicas make of that. */
class HangUpRecognitionTest {
    private static final Attempt PLAIN = new Attempt(null, 0);

    @TempDir
    java.nio.file.Path directory;
    private LedgerFixture fixture;
    private SqlLedger one;
    private SqlLedger two;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(Database.POSTGRESQL, directory);
        one = new SqlLedger(fixture.source, LedgerFixture.Settings.DEFAULT, LaneMeter.NONE,
                Replicas.drawn(Replicas.Liveness.UNKNOWN));
        two = new SqlLedger(fixture.source, LedgerFixture.Settings.DEFAULT, LaneMeter.NONE,
                Replicas.drawn(Replicas.Liveness.UNKNOWN));
    }

    @AfterEach
    void close() throws InterruptedException {
        one.close(LedgerFixture.PATIENCE);
        two.close(LedgerFixture.PATIENCE);
        fixture.close();
    }

    private static Intent create(Attempt attempt, Instant now, boolean gone) {
        AtomicBoolean hungUp = new AtomicBoolean(gone);
        return new Intent(Creates.task(Tasks.ALICE, now, Tasks.REQUEST), attempt.key(), attempt.retryCount(), attempt.rule(),
                now.minus(attempt.lookBack()), now.plus(Creates.ANSWER), hungUp::get, false);
    }

    private static Opened open(SqlLedger replica, Intent intent) {
        return LedgerFixture.get(replica.open(intent));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1 })
    void aKeylessCreateWhoseCallerHasGoneIsNotTaken(int count) throws Exception {
        Opened opened = open(one, create(new Attempt(null, count), Tasks.T0, true));

        assertThat(opened).isEqualTo(new Opened.Gone());
        assertThat(fixture.stored("select count(*) from task")).isEqualTo("0");
    }

    @Test
    void norDoesItTakeASiblingsLostAnswer() {
        // Given
        Opened.Fresh sibling = (Opened.Fresh) open(one, create(PLAIN, Tasks.T0, false));
        LedgerFixture.get(one.replied(sibling.reply(), false));
        // When
        open(one, create(PLAIN, Tasks.T0.plusSeconds(1), true));
        Opened retry = open(one, create(PLAIN, Tasks.T0.plusSeconds(2), false));
        // Then: the answer that was lost is still there for the sibling's own retry
        assertThat(retry).isInstanceOfSatisfying(Opened.Repeated.class,
                repeated -> assertThat(repeated.task().id()).isEqualTo(sibling.task().id()));
    }

    @Test
    void oneWithAKeyIsTakenAsItsRetryFindsIt() {
        assertThat(open(one, create(new Attempt("a-key", 0), Tasks.T0, true))).isInstanceOf(Opened.Fresh.class);
    }

    @Test
    void anEqualCreateThatAnotherReplicaIsJustAnsweringIsLookedAtAgain() throws Exception {
        // Given
        Opened.Fresh first = (Opened.Fresh) open(one, create(PLAIN, Tasks.T0, false));
        Intent second = create(PLAIN, Tasks.T0.plusMillis(100), false);
        assertThat(open(two, second)).isEqualTo(new Opened.Unclear());
        assertThat(fixture.stored("select count(*) from task")).isEqualTo("1");
        // When: the hang-up of the first is noted meanwhile
        LedgerFixture.get(one.replied(first.reply(), false));
        // Then
        assertThat(open(two, second.again())).isInstanceOfSatisfying(Opened.Repeated.class,
                repeated -> assertThat(repeated.task().id()).isEqualTo(first.task().id()));
    }

    @Test
    void oneWhoseRetryWasQuickerIsHeldAndNotLookedAtAgain() {
        open(one, create(new Attempt(null, 1), Tasks.T0, false));

        assertThat(open(two, create(PLAIN, Tasks.T0.plusMillis(100), false)))
                .isInstanceOfSatisfying(Opened.Fresh.class, fresh -> assertThat(fresh.owed()).isTrue());
    }

    @Test
    void withoutAHangUpItIsACreateOfItsOwn() {
        open(one, create(PLAIN, Tasks.T0, false));
        Intent second = create(PLAIN, Tasks.T0.plusMillis(100), false);
        open(two, second);

        assertThat(open(two, second.again())).isEqualTo(new Opened.Fresh(second.task(),
                new ReplyTicket(second.task().id(), 0)));
    }

    @Test
    void theOwnReplicasHangUpsAreNotedBefore() {
        open(one, create(PLAIN, Tasks.T0, false));

        assertThat(open(one, create(PLAIN, Tasks.T0.plusMillis(100), false))).isInstanceOf(Opened.Fresh.class);
    }

    @Test
    void aRetryThatCountsItselfIsLookedForAsLongAsSdksTry() {
        // Given: an answer that went out, and was lost on the way without a sign
        Opened.Fresh first = (Opened.Fresh) open(one, create(PLAIN, Tasks.T0, false));
        LedgerFixture.get(one.replied(first.reply(), true));
        // When: official SDKs give up after ten minutes, and try twice more
        List<Opened> retries = List.of(open(one, create(new Attempt(null, 1), Tasks.T0.plusMillis(600_500), false)),
                open(one, create(new Attempt(null, 2), Tasks.T0.plus(Duration.ofMinutes(21)), false)));
        // Then
        assertThat(retries).allSatisfy(retry -> assertThat(retry).isInstanceOfSatisfying(Opened.Repeated.class,
                repeated -> assertThat(repeated.task().id()).isEqualTo(first.task().id())));
        assertThat(open(one, create(new Attempt(null, 3), Tasks.T0.plus(Duration.ofMinutes(41)), false)))
                .isInstanceOf(Opened.Fresh.class);
    }

    @Test
    void oneThatSaysNothingIsLookedForTenMinutes() {
        Opened.Fresh first = (Opened.Fresh) open(one, create(PLAIN, Tasks.T0, false));
        LedgerFixture.get(one.replied(first.reply(), false));

        assertThat(open(one, create(PLAIN, Tasks.T0.plusMillis(600_500), false))).isInstanceOf(Opened.Fresh.class);
    }
}
