package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.TaskId;

/** Works that wait for company, and those that end the wait. */
class HeldTest {
    private static final TaskId TASK = new TaskId("task-unified-1-abcdefgh");
    private final Held<ReplyMark> held = new Held<>(Duration.ofHours(1).toNanos());

    private static ReplyMark mark(boolean lazy) {
        return new ReplyMark(new ReplyTicket(TASK, 0), lazy);
    }

    private static ReplyMark chain(ReplyMark first, ReplyMark second) {
        first.next = second;
        return first;
    }

    @Test
    void nothingWaitsForEver() {
        // When
        held.add(null);
        // Then
        assertThat(held.nanosLeft()).isEqualTo(Long.MAX_VALUE);
        assertThat(held.take()).isNull();
    }

    @Test
    void lazyWorksWaitAsLongAsTheyMay() {
        // When
        held.add(mark(true));
        // Then
        assertThat(held.nanosLeft()).isBetween(1L, Duration.ofHours(1).toNanos());
    }

    @Test
    void withoutPatienceTheyDoNot() {
        // Given
        Held<ReplyMark> impatient = new Held<>(0);
        // When
        impatient.add(mark(true));
        // Then
        assertThat(impatient.nanosLeft()).isNotPositive();
    }

    @Test
    void oneThatIsNotLazyTakesAllAlongInTheirOrder() {
        // Given
        ReplyMark first = mark(true);
        ReplyMark second = mark(true);
        ReplyMark third = mark(false);
        held.add(first);
        // When
        held.add(chain(second, third));
        long left = held.nanosLeft();
        ReplyMark all = held.take();
        // Then
        assertThat(left).isZero();
        assertThat(all).isSameAs(first);
        assertThat(first.next).isSameAs(second);
        assertThat(second.next).isSameAs(third);
    }

    @Test
    void whatWasTakenIsForgotten() {
        // Given
        held.add(mark(false));
        held.take();
        // When
        held.add(mark(true));
        // Then
        assertThat(held.nanosLeft()).isPositive();
    }
}
