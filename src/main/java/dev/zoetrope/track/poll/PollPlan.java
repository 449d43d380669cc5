package dev.zoetrope.track.poll;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a running task is asked about next. Pure arithmetic on its age.
 *
 * <pre>
 *   asks   ·     ·        ·            ·       ················  ·   ·     ·        ·
 *   age    0 ────────── watch ────────────── early ── dense ── late ────── tail ──────▶
 * </pre>
 *
 * Where it is known when tasks of this kind end, nearly all questions go between {@code early} and {@code late}, evenly:
 * even spacing makes the longest delay as short as the number of questions allows. Before, a few with
 * doubling distances see fast failures; afterwards the distance grows with the delay of the task. Where nothing is known,
 * the distance is a share of the age, so that the delay is in proportion to the duration; progress shifts that share.
 *
 * <p>
 * The plan says when a question is worth asking, not whether there is budget for it. If there is too little, questions
 * come overdue, the longest overdue goes first, and the spacing stretches by itself, the same for all.
 *
 * @param shortest no wait is shorter
 * @param longest no wait is longer
 */
record PollPlan(Duration shortest, Duration longest) {
    /** Questions between early and late, if the budget allows: the delay is 2 percent of what is uncertain. */
    private static final int DENSE_QUESTIONS = 64;
    /** The first look at a task that should take long: at a quarter of it, then doubling. */
    private static final int FIRST_LOOK = 4;
    /** In the tail the wait is this part of the time since late. */
    private static final int TAIL = 8;
    /** Without any knowledge the wait is this part of the age. */
    private static final int BLIND = 10;
    /** From this progress on the end is near, whatever the age. */
    private static final int NEARLY_DONE = 95;
    private static final int JITTER = 8;

    /**
     * @param age since the acceptance
     * @param expected null when nothing is known
     * @param progress 0..100, as the vendor tells it; believed a little
     * @return between shortest and longest
     */
    Duration wait(Duration age, DurationRange expected, int progress, RandomGenerator random) {
        long at = Math.max(0, age.toMillis());
        if (expected == null) {
            return jittered(blind(at, progress), Long.MAX_VALUE, random);
        }
        long early = expected.early().toMillis();
        long late = expected.late().toMillis();
        long spacing = clamped((late - early) / DENSE_QUESTIONS);
        if (at > late) {
            return jittered(Math.max(spacing, (at - late) / TAIL), spacing, random);
        }
        boolean dense = at >= early || progress >= NEARLY_DONE;
        return jittered(dense ? spacing : watch(at, early), spacing, random);
    }

    /** Doubles the age; a look shortly before early would be for nothing. */
    private static long watch(long age, long early) {
        long next = Math.max(2 * age, early / FIRST_LOOK);
        return (next > early - early / 8 ? early : next) - age;
    }

    /** Before something that grows old without news: a share of how old it is. */
    Duration patience(Duration sinceNews, RandomGenerator random) {
        return jittered(sinceNews.toMillis() / 4, Long.MAX_VALUE, random);
    }

    private static long blind(long age, int progress) {
        if (progress < 1 || progress > 99) {
            return age / BLIND;
        }
        long left = age / progress * (100 - progress);
        return Math.max(age / (2 * BLIND), Math.min(age * 2 / BLIND, left / 4));
    }

    /** Clamped first, then made shorter at random, by no more than the spacing: the dense part must not begin late. */
    private Duration jittered(long wanted, long most, RandomGenerator random) {
        long wait = clamped(wanted);
        long slack = Math.min(wait / JITTER, most);
        return Duration.ofMillis(wait - random.nextLong(slack + 1));
    }

    /** Leaves room for the jitter above the shortest wait. */
    private long clamped(long wanted) {
        long least = shortest.toMillis() * JITTER / (JITTER - 1) + 1;
        return Math.max(least, Math.min(longest.toMillis(), wanted));
    }
}
