package dev.zoetrope.ledger.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.retry.MarkAnswer;
import dev.zoetrope.video.TaskId;

/** Lazy operations that wait for others, and operations that end the wait. */
class DeferredOperationsTest {
    private static final TaskId TASK = new TaskId("task-unified-1-abcdefgh");
    private final DeferredOperations<MarkAnswer> deferred = new DeferredOperations<>(Duration.ofHours(1).toNanos());

    private static MarkAnswer mark(boolean lazy) {
        return new MarkAnswer(new AnswerId(TASK, 0), lazy);
    }

    private static MarkAnswer chain(MarkAnswer first, MarkAnswer second) {
        first.next = second;
        return first;
    }

    @Test
    void nothing_waits_for_ever() {
        // When
        deferred.addAll(null);
        // Then
        assertThat(deferred.nanosLeft()).isEqualTo(Long.MAX_VALUE);
        assertThat(deferred.takeAll()).isNull();
    }

    @Test
    void lazy_works_wait_as_long_as_they_may() {
        // When
        deferred.addAll(mark(true));
        // Then
        assertThat(deferred.nanosLeft()).isBetween(1L, Duration.ofHours(1).toNanos());
    }

    @Test
    void without_patience_they_do_not() {
        // Given
        DeferredOperations<MarkAnswer> impatient = new DeferredOperations<>(0);
        // When
        impatient.addAll(mark(true));
        // Then
        assertThat(impatient.nanosLeft()).isNotPositive();
    }

    @Test
    void one_that_is_not_lazy_takes_all_along_in_their_order() {
        // Given
        MarkAnswer first = mark(true);
        MarkAnswer second = mark(true);
        MarkAnswer third = mark(false);
        deferred.addAll(first);
        // When
        deferred.addAll(chain(second, third));
        long left = deferred.nanosLeft();
        MarkAnswer all = deferred.takeAll();
        // Then
        assertThat(left).isZero();
        assertThat(all).isSameAs(first);
        assertThat(first.next).isSameAs(second);
        assertThat(second.next).isSameAs(third);
    }

    @Test
    void what_was_taken_is_forgotten() {
        // Given
        deferred.addAll(mark(false));
        deferred.takeAll();
        // When
        deferred.addAll(mark(true));
        // Then
        assertThat(deferred.nanosLeft()).isPositive();
    }
}
