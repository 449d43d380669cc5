package dev.zoetrope.track.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.VirtualClock;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PollRateLimiterTest {
    private final VirtualClock clock = new VirtualClock();

    @Test
    void a_second_has_so_many_questions_and_no_more() {
        PollRateLimiter budget = new PollRateLimiter(3, clock);
        PollRateLimiter.Permit ticket = budget.ticket();

        assertThat(List.of(ticket.take(), ticket.take(), ticket.take(), ticket.take()))
                .containsExactly(true, true, true, false);
        assertThat(ticket.refused()).isTrue();
        ticket.end();
        clock.advance(Duration.ofMillis(1000));
        assertThat(budget.room()).as("exactly one second is not enough: the clock is only exact to a millisecond").isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(budget.room()).isEqualTo(3);
    }

    @Test
    void a_question_without_an_answer_keeps_its_place() {
        PollRateLimiter budget = new PollRateLimiter(1, clock);
        PollRateLimiter.Permit slow = budget.ticket();
        assertThat(slow.take()).isTrue();

        clock.advance(Duration.ofMinutes(1));
        assertThat(budget.room()).as("the vendor may receive the poll only now").isZero();

        slow.end();
        slow.end();
        clock.advance(Duration.ofMillis(1001));
        assertThat(budget.room()).isEqualTo(1);
    }

    @Test
    void a_question_that_waits_for_a_place_is_counted_once() {
        PollRateLimiter budget = new PollRateLimiter(2, clock);
        PollRateLimiter.Permit waiting = budget.ticket();
        PollRateLimiter.Permit givenUp = budget.ticket();
        assertThat(budget.room()).as("both may be sent, and no third poll").isZero();
        assertThat(budget.announced()).isEqualTo(2);

        assertThat(waiting.take()).isTrue();
        givenUp.end();

        assertThat(budget.room()).isEqualTo(1);
        assertThat(budget.announced()).isZero();
    }

    @Test
    void the_vendors_wish_holds_all_and_the_later_one_wins() {
        PollRateLimiter budget = new PollRateLimiter(5, clock);

        budget.hold(Duration.ofSeconds(30));
        budget.hold(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(29));

        assertThat(budget.ticket().take()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(budget.ticket().take()).isTrue();
    }

    @Test
    void none_means_none() {
        assertThat(new PollRateLimiter(0, clock).ticket().take()).isFalse();
    }

    /**
     * Wherever between its start and its answer the vendor receives a poll, no second contains more polls than the limit.
     */
    @Property(tries = 200)
    void no_window_of_a_second_ever_holds_more(
            @ForAll @Size(max = 200) List<@IntRange(max = 400) Integer> gaps, @ForAll @IntRange(min = 1, max = 8) int cap,
            @ForAll long seed) {
        java.util.Random random = new java.util.Random(seed);
        VirtualClock time = new VirtualClock();
        PollRateLimiter budget = new PollRateLimiter(cap, time);
        List<PollRateLimiter.Permit> underWay = new ArrayList<>();
        List<Long> begun = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        for (int gap : gaps) {
            time.advance(Duration.ofMillis(gap));
            PollRateLimiter.Permit ticket = budget.ticket();
            if (ticket.take()) {
                underWay.add(ticket);
                begun.add(time.millis());
            }
            if (!underWay.isEmpty() && random.nextBoolean()) {
                int one = random.nextInt(underWay.size());
                underWay.remove(one).end();
                long start = begun.remove(one);
                seen.add(start + random.nextLong(time.millis() - start + 1));
            }
        }
        for (long from : seen) {
            assertThat(seen.stream().filter(at -> at >= from && at < from + 1000)).hasSizeLessThanOrEqualTo(cap);
        }
    }
}
