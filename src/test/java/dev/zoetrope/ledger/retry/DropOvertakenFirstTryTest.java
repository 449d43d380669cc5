package dev.zoetrope.ledger.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** A first try that arrives after its own retry. */
class DropOvertakenFirstTryTest extends LedgerTest {
    private static final Instant T0 = Tasks.T0;
    private static final Instant T1 = T0.plusSeconds(1);
    private static final Instant LONG_AGO = T0.minusSeconds(600);

    private Task insert(CreateIntent intent) {
        assertThat(get(fixture.ledger.create(intent))).isInstanceOf(CreateResult.New.class);
        return intent.task();
    }

    private Task firstTry(Instant now) {
        return insert(Creates.first(now, RetryRule.NEVER));
    }

    private Task retryWithoutFirstTry(Instant now) {
        return insert(Creates.retry(now, 1, RetryRule.NEVER));
    }

    private boolean dropIfOvertaken(Task task) {
        return get(fixture.ledger.dropIfOvertaken(task, LONG_AGO));
    }

    @Test
    void is_taken_back_whatever_the_retrys_answer() {
        // Given: one retry whose answer is outstanding, one whose answer was sent
        Task underWay = retryWithoutFirstTry(T0);
        Task answered = retryWithoutFirstTry(T0.plusMillis(1));
        get(fixture.ledger.markAnswer(new AnswerId(answered.id(), 0), true));
        Task first = firstTry(T1);
        Task second = firstTry(T1);
        // When
        boolean one = dropIfOvertaken(first);
        boolean other = dropIfOvertaken(second);
        // Then
        assertThat(one).isTrue();
        assertThat(other).isTrue();
        assertThat(get(fixture.ledger.find(first.id()))).isEmpty();
        assertThat(get(fixture.ledger.find(second.id()))).isEmpty();
        assertThat(get(fixture.ledger.find(underWay.id()))).contains(underWay);
        assertThat(get(fixture.ledger.find(answered.id()))).contains(answered);
    }

    @Test
    void is_told_of_when_it_is_opened() {
        // Given
        retryWithoutFirstTry(T0);
        // When
        CreateResult suspect = get(fixture.ledger.create(Creates.first(T1, RetryRule.NEVER)));
        CreateResult other = get(fixture.ledger.create(
                Creates.create(Creates.task(Tasks.ALICE, T1, Creates.prompt("another")), null, 0, RetryRule.NEVER)));
        CreateResult keyed = get(fixture.ledger.create(Creates.keyed(T1, "k", RetryRule.NEVER)));
        CreateResult retry = get(fixture.ledger.create(Creates.retry(T1, 2, RetryRule.NEVER)));
        // Then
        assertThat(suspect).isInstanceOfSatisfying(CreateResult.New.class,
                fresh -> assertThat(fresh.mayBeOvertaken()).isTrue());
        assertThat(List.of(other, keyed, retry)).allSatisfy(opened -> assertThat(opened)
                .isInstanceOfSatisfying(CreateResult.New.class, fresh -> assertThat(fresh.mayBeOvertaken()).isFalse()));
    }

    @Test
    void happens_once_for_each_retry() {
        // Given
        retryWithoutFirstTry(T0);
        Task overtaken = firstTry(T1);
        Task another = firstTry(T1);
        // When
        boolean first = dropIfOvertaken(overtaken);
        boolean second = dropIfOvertaken(another);
        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(get(fixture.ledger.find(another.id()))).contains(another);
    }

    @Test
    void is_no_matter_of_other_creates() {
        // Given: an equal first try with a retry, a retry of another body, of another caller, and one before the look-back
        Task before = firstTry(T0);
        assertThat(get(fixture.ledger.create(Creates.retry(T0, 1, Creates.unserved(1)))))
                .isInstanceOf(CreateResult.Repeat.class);
        insert(Creates.create(Creates.task(Tasks.ALICE, T0, Creates.prompt("another")), null, 1, RetryRule.NEVER));
        insert(Creates.create(Creates.task(Tasks.BOB, T0, Tasks.REQUEST), null, 1, RetryRule.NEVER));
        retryWithoutFirstTry(LONG_AGO.minusMillis(1));
        Task first = firstTry(T1);
        // When
        boolean taken = dropIfOvertaken(first);
        // Then
        assertThat(taken).isFalse();
        assertThat(get(fixture.ledger.find(first.id()))).contains(first);
        assertThat(get(fixture.ledger.find(before.id()))).contains(before);
    }

    @Test
    void is_left_alone_once_it_was_sent_or_given_to_somebody() {
        // Given
        retryWithoutFirstTry(T0);
        retryWithoutFirstTry(T0);
        Task sent = firstTry(T1);
        get(fixture.ledger.transition(sent.transitionTo(new TaskState.Sending().unknown(), T1, null)));
        Task given = firstTry(T1);
        get(fixture.ledger.confirmFirstTry(given));
        get(fixture.ledger.markAnswer(new AnswerId(given.id(), 0), false));
        assertThat(get(fixture.ledger.create(Creates.first(T1, new Creates.TakesFirst()))))
                .isInstanceOf(CreateResult.Repeat.class);
        // When
        boolean sentOne = dropIfOvertaken(sent);
        boolean givenOne = dropIfOvertaken(given);
        // Then
        assertThat(sentOne).isFalse();
        assertThat(givenOne).isFalse();
        assertThat(get(fixture.ledger.find(given.id()))).isPresent();
    }

    @Test
    void is_given_to_no_retry_before_it_stands() {
        // Given: the third try arrives first, then the first one, then the second one
        Task third = insert(Creates.retry(T0, 2, RetryRule.NEVER));
        Task first = firstTry(T1);
        // When
        CreateResult second = get(fixture.ledger.create(Creates.retry(T1, 1, Creates.unserved(1))));
        // Then
        assertThat(second).isInstanceOfSatisfying(CreateResult.Repeat.class,
                repeated -> assertThat(repeated.task().id()).isEqualTo(third.id()));
        assertThat(dropIfOvertaken(first)).isTrue();
    }

    @Test
    void is_found_by_its_retries_once_it_stands() {
        // Given
        retryWithoutFirstTry(T0);
        Task first = firstTry(T1);
        get(fixture.ledger.confirmFirstTry(first));
        // When
        CreateResult retry = get(fixture.ledger.create(Creates.retry(T1, 1, Creates.unserved(1))));
        // Then
        assertThat(retry).isInstanceOfSatisfying(CreateResult.Repeat.class,
                repeated -> assertThat(repeated.task().id()).isEqualTo(first.id()));
    }

    @Test
    void is_seen_however_many_others_are_owed() {
        // Given
        for (int i = 0; i < 1_100; i++) {
            insert(Creates.create(Creates.task(Tasks.ALICE, T0, Creates.prompt("lost " + i)), null, 1, RetryRule.NEVER));
        }
        retryWithoutFirstTry(T0.plusMillis(1));
        // When
        CreateResult suspect = get(fixture.ledger.create(Creates.first(T1, RetryRule.NEVER)));
        // Then
        assertThat(suspect).isInstanceOfSatisfying(CreateResult.New.class,
                fresh -> assertThat(fresh.mayBeOvertaken()).isTrue());
    }
}
