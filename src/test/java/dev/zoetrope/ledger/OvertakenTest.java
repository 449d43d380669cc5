package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** A first try that arrives after its own retry. */
class OvertakenTest extends LedgerTest {
    private static final Instant T0 = Tasks.T0;
    private static final Instant T1 = T0.plusSeconds(1);
    private static final Instant LONG_AGO = T0.minusSeconds(600);

    private Task fresh(Intent intent) {
        assertThat(get(fixture.ledger.open(intent))).isInstanceOf(Opened.Fresh.class);
        return intent.task();
    }

    private Task firstTry(Instant now) {
        return fresh(Creates.first(now, RetryRule.NEVER));
    }

    private Task orphanedRetry(Instant now) {
        return fresh(Creates.retry(now, 1, RetryRule.NEVER));
    }

    private boolean overtaken(Task task) {
        return get(fixture.ledger.overtaken(task, LONG_AGO));
    }

    @Test
    void isTakenBackWhateverTheRetrysAnswer() {
        // Given: one retry under way, one answered
        Task underWay = orphanedRetry(T0);
        Task answered = orphanedRetry(T0.plusMillis(1));
        get(fixture.ledger.replied(new ReplyTicket(answered.id(), 0), true));
        Task first = firstTry(T1);
        Task second = firstTry(T1);
        // When
        boolean one = overtaken(first);
        boolean other = overtaken(second);
        // Then
        assertThat(one).isTrue();
        assertThat(other).isTrue();
        assertThat(get(fixture.ledger.find(first.id()))).isEmpty();
        assertThat(get(fixture.ledger.find(second.id()))).isEmpty();
        assertThat(get(fixture.ledger.find(underWay.id()))).contains(underWay);
        assertThat(get(fixture.ledger.find(answered.id()))).contains(answered);
    }

    @Test
    void isToldOfWhenItIsOpened() {
        // Given
        orphanedRetry(T0);
        // When
        Opened suspect = get(fixture.ledger.open(Creates.first(T1, RetryRule.NEVER)));
        Opened other = get(fixture.ledger.open(
                Creates.create(Creates.task(Tasks.ALICE, T1, Creates.prompt("another")), null, 0, RetryRule.NEVER)));
        Opened keyed = get(fixture.ledger.open(Creates.keyed(T1, "k", RetryRule.NEVER)));
        Opened retry = get(fixture.ledger.open(Creates.retry(T1, 2, RetryRule.NEVER)));
        // Then
        assertThat(suspect).isInstanceOfSatisfying(Opened.Fresh.class, fresh -> assertThat(fresh.owed()).isTrue());
        assertThat(List.of(other, keyed, retry)).allSatisfy(opened -> assertThat(opened)
                .isInstanceOfSatisfying(Opened.Fresh.class, fresh -> assertThat(fresh.owed()).isFalse()));
    }

    @Test
    void happensOnceForEachRetry() {
        // Given
        orphanedRetry(T0);
        Task overtaken = firstTry(T1);
        Task another = firstTry(T1);
        // When
        boolean first = overtaken(overtaken);
        boolean second = overtaken(another);
        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(get(fixture.ledger.find(another.id()))).contains(another);
    }

    @Test
    void isNoMatterOfOtherCreates() {
        // Given: an equal first try that served a retry, another body's and another caller's retry, and one long ago
        Task before = firstTry(T0);
        assertThat(get(fixture.ledger.open(Creates.retry(T0, 1, Creates.unserved(1))))).isInstanceOf(Opened.Repeated.class);
        fresh(Creates.create(Creates.task(Tasks.ALICE, T0, Creates.prompt("another")), null, 1, RetryRule.NEVER));
        fresh(Creates.create(Creates.task(Tasks.BOB, T0, Tasks.REQUEST), null, 1, RetryRule.NEVER));
        orphanedRetry(LONG_AGO.minusMillis(1));
        Task first = firstTry(T1);
        // When
        boolean taken = overtaken(first);
        // Then
        assertThat(taken).isFalse();
        assertThat(get(fixture.ledger.find(first.id()))).contains(first);
        assertThat(get(fixture.ledger.find(before.id()))).contains(before);
    }

    @Test
    void isLeftAloneOnceItWasSentOrGivenToSomebody() {
        // Given
        orphanedRetry(T0);
        orphanedRetry(T0);
        Task sent = firstTry(T1);
        get(fixture.ledger.advance(sent.to(new TaskState.Sending().lost(), T1, null)));
        Task given = firstTry(T1);
        get(fixture.ledger.stands(given));
        get(fixture.ledger.replied(new ReplyTicket(given.id(), 0), false));
        assertThat(get(fixture.ledger.open(Creates.first(T1, new Creates.Takes())))).isInstanceOf(Opened.Repeated.class);
        // When
        boolean sentOne = overtaken(sent);
        boolean givenOne = overtaken(given);
        // Then
        assertThat(sentOne).isFalse();
        assertThat(givenOne).isFalse();
        assertThat(get(fixture.ledger.find(given.id()))).isPresent();
    }

    @Test
    void isGivenToNoRetryBeforeItStands() {
        // Given: the third try was the first to be read; then the first one, and then the second one
        Task third = fresh(Creates.retry(T0, 2, RetryRule.NEVER));
        Task first = firstTry(T1);
        // When
        Opened second = get(fixture.ledger.open(Creates.retry(T1, 1, Creates.unserved(1))));
        // Then
        assertThat(second).isInstanceOfSatisfying(Opened.Repeated.class,
                repeated -> assertThat(repeated.task().id()).isEqualTo(third.id()));
        assertThat(overtaken(first)).isTrue();
    }

    @Test
    void isFoundByItsRetriesOnceItStands() {
        // Given
        orphanedRetry(T0);
        Task first = firstTry(T1);
        get(fixture.ledger.stands(first));
        // When
        Opened retry = get(fixture.ledger.open(Creates.retry(T1, 1, Creates.unserved(1))));
        // Then
        assertThat(retry).isInstanceOfSatisfying(Opened.Repeated.class,
                repeated -> assertThat(repeated.task().id()).isEqualTo(first.id()));
    }

    @Test
    void isSeenHoweverManyOthersAreOwed() {
        // Given
        for (int i = 0; i < 1_100; i++) {
            fresh(Creates.create(Creates.task(Tasks.ALICE, T0, Creates.prompt("lost " + i)), null, 1, RetryRule.NEVER));
        }
        orphanedRetry(T0.plusMillis(1));
        // When
        Opened suspect = get(fixture.ledger.open(Creates.first(T1, RetryRule.NEVER)));
        // Then
        assertThat(suspect).isInstanceOfSatisfying(Opened.Fresh.class, fresh -> assertThat(fresh.owed()).isTrue());
    }
}
