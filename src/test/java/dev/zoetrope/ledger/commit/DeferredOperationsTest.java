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
    private final DeferredOperations<MarkAnswer> held = new DeferredOperations<>(Duration.ofHours(1).toNanos());

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
        held.add(null);
        // Then
        assertThat(held.nanosLeft()).isEqualTo(Long.MAX_VALUE);
        assertThat(held.take()).isNull();
    }

    @Test
    void lazy_works_wait_as_long_as_they_may() {
        // When
        held.add(mark(true));
        // Then
        assertThat(held.nanosLeft()).isBetween(1L, Duration.ofHours(1).toNanos());
    }

    @Test
    void without_patience_they_do_not() {
        // Given
        DeferredOperations<MarkAnswer> impatient = new DeferredOperations<>(0);
        // When
        impatient.add(mark(true));
        // Then
        assertThat(impatient.nanosLeft()).isNotPositive();
    }

    @Test
    void one_that_is_not_lazy_takes_all_along_in_their_order() {
        // Given
        MarkAnswer first = mark(true);
        MarkAnswer second = mark(true);
        MarkAnswer third = mark(false);
        held.add(first);
        // When
        held.add(chain(second, third));
        long left = held.nanosLeft();
        MarkAnswer all = held.take();
        // Then
        assertThat(left).isZero();
        assertThat(all).isSameAs(first);
        assertThat(first.next).isSameAs(second);
        assertThat(second.next).isSameAs(third);
    }

    @Test
    void what_was_taken_is_forgotten() {
        // Given
        held.add(mark(false));
        held.take();
        // When
        held.add(mark(true));
        // Then
        assertThat(held.nanosLeft()).isPositive();
    }
}
