package dev.zoetrope.track.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PollPlanTest {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final DurationRange LEARNED = new DurationRange(Duration.ofSeconds(240), Duration.ofSeconds(360));

    private final PollPlan plan = new PollPlan(SHORTEST, LONGEST);
    private final Random random = new Random(1);

    private List<Long> asks(DurationRange expected, int progress, Duration until) {
        List<Long> ages = new ArrayList<>();
        Duration age = Duration.ZERO;
        while (age.compareTo(until) < 0) {
            age = age.plus(plan.wait(age, expected, progress, random));
            ages.add(age.toMillis());
        }
        return ages;
    }

    private static List<Long> gaps(List<Long> ages, long from, long to) {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < ages.size(); i++) {
            if (ages.get(i - 1) >= from && ages.get(i) <= to) {
                gaps.add(ages.get(i) - ages.get(i - 1));
            }
        }
        return gaps;
    }

    @Property
    void no_wait_is_outside_its_bounds(@ForAll @LongRange(min = -10, max = 1L << 40) long age,
            @ForAll @IntRange(max = 100) int progress, @ForAll @LongRange(max = 1L << 32) long early,
            @ForAll @LongRange(max = 1L << 32) long spread, @ForAll boolean known, @ForAll long seed) {
        DurationRange expected = known
                ? new DurationRange(Duration.ofMillis(early), Duration.ofMillis(early + spread))
                : null;

        assertThat(plan.wait(Duration.ofMillis(age), expected, progress, new Random(seed))).isBetween(SHORTEST, LONGEST);
        assertThat(plan.waitAfterNoAnswer(Duration.ofMillis(age), new Random(seed))).isBetween(SHORTEST, LONGEST);
    }

    @Test
    void before_the_first_end_a_few_questions_see_fast_failures() {
        List<Long> ages = asks(LEARNED, 0, Duration.ofSeconds(230));

        assertThat(ages).hasSize(3).satisfies(all -> assertThat(all.get(2)).as("first dense poll").isGreaterThan(235_000));
        assertThat(ages.get(0)).isBetween(58_000L, 60_000L);
    }

    @Test
    void the_dense_part_begins_in_time_and_is_even() {
        List<Long> ages = asks(LEARNED, 0, Duration.ofSeconds(360));

        assertThat(ages).anySatisfy(age -> assertThat(age).isBetween(238_000L, 240_000L));
        assertThat(gaps(ages, 238_000, 360_000)).hasSizeBetween(60, 80)
                .allSatisfy(gap -> assertThat(gap).isBetween(1000L, 1900L));
    }

    @Test
    void in_the_tail_the_distance_grows() {
        List<Long> tail = gaps(asks(LEARNED, 0, Duration.ofHours(2)), 365_000, 7_200_000);

        assertThat(tail.get(0)).isLessThan(3000);
        assertThat(tail.get(tail.size() - 1)).isGreaterThan(100_000);
        assertThat(tail).hasSizeLessThan(100);
    }

    @Test
    void an_end_that_is_near_is_looked_for_whatever_the_age() {
        assertThat(plan.wait(Duration.ofSeconds(100), LEARNED, 97, random)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void without_any_knowledge_the_distance_is_a_share_of_the_age() {
        assertThat(plan.wait(Duration.ofSeconds(300), null, 0, random)).isBetween(Duration.ofSeconds(26),
                Duration.ofSeconds(30));
        assertThat(asks(null, 0, Duration.ofSeconds(300))).hasSizeLessThan(60);
    }

    @Test
    void progress_shifts_that_share_and_no_more() {
        Duration age = Duration.ofSeconds(300);

        assertThat(plan.wait(age, null, 1, random)).isBetween(Duration.ofSeconds(52), Duration.ofSeconds(60));
        assertThat(plan.wait(age, null, 99, random)).isBetween(Duration.ofSeconds(13), Duration.ofSeconds(15));
    }

    @Test
    void tasks_that_all_take_the_same_time_are_asked_about_right_then() {
        DurationRange sharp = new DurationRange(Duration.ofSeconds(60), Duration.ofSeconds(60));

        assertThat(asks(sharp, 0, Duration.ofSeconds(62))).hasSizeLessThan(8)
                .anySatisfy(age -> assertThat(age).isBetween(58_500L, 60_500L));
    }
}
