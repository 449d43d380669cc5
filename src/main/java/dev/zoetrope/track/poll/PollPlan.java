package dev.zoetrope.track.poll;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Computes how long to wait before the next poll of a running task. Pure arithmetic on the age of the task.
 *
 * <pre>
 *   polls  ·     ·        ·            ·       ················  ·   ·     ·        ·
 *   age    0 ────────── watch ────────────── early ── dense ── late ────── tail ──────▶
 * </pre>
 *
 * If the range of durations is known, nearly all polls are between {@code early} and {@code late}, at even intervals: with a
 * given number of polls, even intervals make the longest delay as short as possible. Before {@code early}, a few polls at
 * doubling intervals detect fast failures. After {@code late}, the interval grows with the delay of the task. If nothing is
 * known, the interval is a share of the age, so that the delay is in proportion to the duration; the progress changes that
 * share.
 *
 * <p>
 * The plan computes when a poll is useful, not whether the rate limit allows it. If the limit is too low, polls become
 * overdue, the longest overdue task is polled first, and all intervals grow by the same factor.
 *
 * @param shortest no wait is shorter
 * @param longest no wait is longer
 */
record PollPlan(Duration shortest, Duration longest) {
    /**
     * The number of polls between early and late, if the rate limit allows: the delay is then at most 2 percent of the
     * range.
     */
    private static final int DENSE_POLLS = 64;
    /**
     * The first poll of a task that should take long is at a quarter of {@code early}; after that the age doubles from poll
     * to poll.
     */
    private static final int FIRST_POLL_DIVISOR = 4;
    /** After {@code late}, the wait is this part of the time since {@code late}: 1/8. */
    private static final int TAIL_DIVISOR = 8;
    /** If no range is known, the wait is this part of the age: 1/10. */
    private static final int BLIND_DIVISOR = 10;
    /** From this progress on, in percent, the end is near, whatever the age. */
    private static final int NEARLY_DONE = 95;
    private static final int JITTER_DIVISOR = 8;

    /**
     * @param age the time since the acceptance
     * @param expected null if nothing is known
     * @param progress 0..100, as the vendor reports it; it has little influence, because it may be wrong
     * @return between {@link #shortest} and {@link #longest}
     */
    Duration wait(Duration age, DurationRange expected, int progress, RandomGenerator random) {
        long at = Math.max(0, age.toMillis());
        if (expected == null) {
            return jittered(blind(at, progress), Long.MAX_VALUE, random);
        }
        long early = expected.early().toMillis();
        long late = expected.late().toMillis();
        long spacing = clamped((late - early) / DENSE_POLLS);
        if (at > late) {
            return jittered(Math.max(spacing, (at - late) / TAIL_DIVISOR), spacing, random);
        }
        boolean dense = at >= early || progress >= NEARLY_DONE;
        return jittered(dense ? spacing : watch(at, early), spacing, random);
    }

    /**
     * The wait until the age has doubled. It extends to {@code early} if the poll would be in the last eighth before it and
     * thus useless.
     */
    private static long watch(long age, long early) {
        long next = Math.max(2 * age, early / FIRST_POLL_DIVISOR);
        return (next > early - early / 8 ? early : next) - age;
    }

    /** The wait after a poll without an answer: a quarter of the time since the last answer, clamped. */
    Duration waitAfterNoAnswer(Duration sinceNews, RandomGenerator random) {
        return jittered(sinceNews.toMillis() / 4, Long.MAX_VALUE, random);
    }

    private static long blind(long age, int progress) {
        if (progress < 1 || progress > 99) {
            return age / BLIND_DIVISOR;
        }
        long left = age / progress * (100 - progress);
        return Math.max(age / (2 * BLIND_DIVISOR), Math.min(age * 2 / BLIND_DIVISOR, left / 4));
    }

    /** Clamps the wait, then shortens it at random, by at most the spacing: the dense part must not begin late. */
    private Duration jittered(long wanted, long max, RandomGenerator random) {
        long wait = clamped(wanted);
        long slack = Math.min(wait / JITTER_DIVISOR, max);
        return Duration.ofMillis(wait - random.nextLong(slack + 1));
    }

    /** Clamps the wait to the bounds. The lower bound leaves the jitter above the shortest wait. */
    private long clamped(long wanted) {
        long least = shortest.toMillis() * JITTER_DIVISOR / (JITTER_DIVISOR - 1) + 1;
        return Math.max(least, Math.min(longest.toMillis(), wanted));
    }
}
