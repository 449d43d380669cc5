package dev.zoetrope.track.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import jakarta.inject.Singleton;

import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackLimits;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.work.BackOff;
import dev.zoetrope.work.ResultFiles;

/**
 * Computes the time of the next step of a task that the vendor has: the {@link PollPlan} with the learned durations, the
 * settings and random jitter.
 */
@Singleton
public class NextPoll {
    /** The end of a task is assumed to precede the poll that detected it by at most this part of the age: 1/40. */
    private static final int CORRECTION_DIVISOR = 40;

    private final PollPlan plan;
    private final BackOff lateBackOff;
    private final DurationStatistics statistics;
    private final Duration lateSuccess;
    private final ResultFiles files;
    private final RandomGenerator random;

    NextPoll(TrackConfig config, TrackLimits limits, DurationStatistics statistics, ResultFiles files, RandomGenerator random) {
        this.plan = new PollPlan(config.track().minInterval(), config.track().maxInterval());
        this.statistics = statistics;
        this.lateSuccess = config.task().lateSuccess();
        this.lateBackOff = new BackOff(limits.firstLatePoll(), limits.longestLatePoll(), 0.125);
        this.files = files;
        this.random = random;
    }

    /**
     * When the next step of the task is due, if the state is confirmed now. The step is the next poll of a {@code Running}
     * task, or the copy of the files of a {@code Completed} task, which is due at once.
     *
     * @return null if there is no next step
     */
    public Instant next(TaskState state, GenerationRequest request, Instant now) {
        if (!(state instanceof TaskState.Running running)) {
            return state instanceof TaskState.Completed && files.archives() ? now : null;
        }
        if (running.emptySince() != null) {
            return now.plus(plan.waitAfterNoAnswer(Duration.between(running.emptySince(), now), random));
        }
        return now.plus(plan.wait(Duration.between(running.acceptedAt(), now), expectedRange(running, request),
                running.progress(), random));
    }

    /** The learned range; if there is none, the range of the vendor's estimate; null if there is neither. */
    private DurationRange expectedRange(TaskState.Running running, GenerationRequest request) {
        Integer estimate = running.estimatedSeconds();
        return statistics.expectedRange(request).orElseGet(() -> estimate == null ? null : DurationRange.ofEstimate(estimate));
    }

    /**
     * The time of the next poll after a poll without a usable answer. The wait grows with the time since the last usable
     * answer.
     *
     * @param retryAfter the vendor's {@code Retry-After}, which is used if it is later; null if the vendor gave none
     */
    Instant afterNoAnswer(Task task, Duration retryAfter, Instant now) {
        Instant plannedTime = now.plus(task.state().ended() ? lateInterval(task, now)
                : plan.waitAfterNoAnswer(Duration.between(task.updatedAt(), now), random));
        Instant requestedTime = retryAfter == null ? plannedTime
                : now.plus(retryAfter).plusMillis(random.nextLong(plan.shortest().toMillis() + 1));
        return requestedTime.isAfter(plannedTime) ? requestedTime : plannedTime;
    }

    /** The time of the next poll after the rate limit stopped a poll: soon, because the task is still due. */
    Instant afterRateLimit(Instant now) {
        return now.plus(plan.waitAfterNoAnswer(Duration.ZERO, random));
    }

    /** The time of the next poll for a late success; null if {@code zoetrope.task.late-success} has passed. */
    Instant nextLatePoll(Task failed, Instant now) {
        return now.isBefore(failed.updatedAt().plus(lateSuccess)) ? now.plus(lateInterval(failed, now)) : null;
    }

    /** The interval grows with the time since the failure. */
    private Duration lateInterval(Task failed, Instant now) {
        return lateBackOff.afterTime(Duration.between(failed.updatedAt(), now), random);
    }

    /**
     * Learns the duration of a task that has just completed. The task ended at some time between the last answer "running"
     * and this answer. The middle is the best estimate, so that the learned durations do not grow with the poll interval.
     * Where an end is unlikely, the interval is long. Half of it would make the learned duration much too short, so the
     * correction is limited ({@link #CORRECTION_DIVISOR}).
     */
    void learn(Task before, TaskState.Running running, Instant now) {
        Duration age = Duration.between(running.acceptedAt(), now);
        Duration half = Duration.between(before.updatedAt(), now).dividedBy(2);
        Duration max = age.dividedBy(CORRECTION_DIVISOR);
        statistics.learn(before.request(), age.minus(half.compareTo(max) < 0 ? half : max));
    }
}
