package dev.zoetrope.track.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
        PollRateLimiter limiter = new PollRateLimiter(3, clock);
        List<PollRateLimiter.PollPermit> permits = Stream.generate(limiter::announce).limit(4).toList();

        assertThat(permits.stream().map(PollRateLimiter.PollPermit::tryTake)).containsExactly(true, true, true, false);
        permits.forEach(PollRateLimiter.PollPermit::end);
        assertThat(permits.stream().map(PollRateLimiter.PollPermit::denied)).containsExactly(false, false, false, true);
        clock.advance(Duration.ofMillis(1000));
        assertThat(limiter.available()).as("exactly one second is not enough: the clock is only exact to a millisecond")
                .isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(limiter.available()).isEqualTo(3);
    }

    @Test
    void a_question_without_an_answer_keeps_its_place() {
        PollRateLimiter limiter = new PollRateLimiter(1, clock);
        PollRateLimiter.PollPermit slow = limiter.announce();
        assertThat(slow.tryTake()).isTrue();

        clock.advance(Duration.ofMinutes(1));
        assertThat(limiter.available()).as("the vendor may receive the poll only now").isZero();

        slow.end();
        slow.end();
        clock.advance(Duration.ofMillis(1001));
        assertThat(limiter.available()).isEqualTo(1);
    }

    @Test
    void a_question_that_waits_for_a_place_is_counted_once() {
        PollRateLimiter limiter = new PollRateLimiter(2, clock);
        PollRateLimiter.PollPermit waiting = limiter.announce();
        PollRateLimiter.PollPermit givenUp = limiter.announce();
        assertThat(limiter.available()).as("both may be sent, and no third poll").isZero();
        assertThat(limiter.announced()).isEqualTo(2);

        assertThat(waiting.tryTake()).isTrue();
        givenUp.end();

        assertThat(limiter.available()).isEqualTo(1);
        assertThat(limiter.announced()).isZero();
    }

    @Test
    void a_permit_is_for_one_question() {
        PollRateLimiter limiter = new PollRateLimiter(2, clock);
        PollRateLimiter.PollPermit used = limiter.announce();
        PollRateLimiter.PollPermit givenUp = limiter.announce();
        assertThat(used.tryTake()).isTrue();
        givenUp.end();

        assertThat(used.tryTake()).isFalse();
        assertThat(givenUp.tryTake()).as("its place in the bulkhead came too late").isFalse();

        assertThat(limiter.available()).isEqualTo(1);
        assertThat(limiter.announced()).isZero();
    }

    @Test
    void the_vendors_wish_holds_all_and_the_later_one_wins() {
        PollRateLimiter limiter = new PollRateLimiter(5, clock);

        limiter.pause(Duration.ofSeconds(30));
        limiter.pause(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(29));

        assertThat(limiter.announce().tryTake()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(limiter.announce().tryTake()).isTrue();
    }

    @Test
    void none_means_none() {
        assertThat(new PollRateLimiter(0, clock).announce().tryTake()).isFalse();
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
        PollRateLimiter limiter = new PollRateLimiter(cap, time);
        List<PollRateLimiter.PollPermit> underWay = new ArrayList<>();
        List<Long> begun = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        for (int gap : gaps) {
            time.advance(Duration.ofMillis(gap));
            PollRateLimiter.PollPermit permit = limiter.announce();
            if (permit.tryTake()) {
                underWay.add(permit);
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
            assertThat(seen.stream().filter(ignored -> ignored >= from && ignored < from + 1000)).hasSizeLessThanOrEqualTo(cap);
        }
    }
}
