package dev.zoetrope.track.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import jakarta.inject.Singleton;

import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.work.ResultFiles;

/**
 * When something is to be done about a task that the vendor has: the {@link PollPlan} with what was learned, the settings, and
 * chance.
 */
@Singleton
public class NextPoll {
    /** An end is taken to have come unseen for at most this part of the age. */
    private static final int MOST_GUESSED = 40;

    private final PollPlan plan;
    private final DurationStatistics durations;
    private final TrackConfig.Follow task;
    private final ResultFiles files;
    private final RandomGenerator random;

    NextPoll(TrackConfig config, DurationStatistics durations, ResultFiles files, RandomGenerator random) {
        this.plan = new PollPlan(config.track().minInterval(), config.track().maxInterval());
        this.durations = durations;
        this.task = config.task();
        this.files = files;
        this.random = random;
    }

    /**
     * When the next step is due, seen from a moment at which the state is as new as can be: the next question about a
     * {@code Running} task, and the copy of a {@code Completed} one's files, at once.
     *
     * @return null where there is none
     */
    public Instant next(TaskState state, GenerationRequest request, Instant now) {
        if (!(state instanceof TaskState.Running running)) {
            return state instanceof TaskState.Completed && files.keeps() ? now : null;
        }
        if (running.emptySince() != null) {
            return now.plus(plan.patience(Duration.between(running.emptySince(), now), random));
        }
        return now.plus(plan.wait(Duration.between(running.acceptedAt(), now), expectation(running, request),
                running.progress(), random));
    }

    /** What was learned; before that, the vendor's word; else null. */
    private DurationRange expectation(TaskState.Running running, GenerationRequest request) {
        Integer told = running.estimatedSeconds();
        return durations.expectation(request).orElseGet(() -> told == null ? null : DurationRange.ofEstimate(told));
    }

    /**
     * After a question without a usable word: the wait grows with the silence.
     *
     * @param retryAfter the vendor's word, which wins where it is later; null when it gave none
     */
    Instant afterSilence(Task silent, Duration retryAfter, Instant now) {
        Instant own = now.plus(silent.state().ended() ? wait(silent, now)
                : plan.patience(Duration.between(silent.updatedAt(), now), random));
        Instant told = retryAfter == null ? own : now.plus(retryAfter).plus(jitter(plan.shortest()));
        return told.isAfter(own) ? told : own;
    }

    /** After a question that the cap did not let through: soon, as it is as due as before. */
    Instant again(Instant now) {
        return now.plus(plan.patience(Duration.ZERO, random));
    }

    /** The next look for a late success; null when the time for it is over. */
    Instant lateLook(Task failed, Instant now) {
        return now.isBefore(failed.updatedAt().plus(task.lateSuccess())) ? now.plus(wait(failed, now)) : null;
    }

    /** As long again as it has been failed: doubles, clamped. */
    private Duration wait(Task failed, Instant now) {
        Duration since = Duration.between(failed.updatedAt(), now);
        Duration wait = since.compareTo(task.firstLateLook()) < 0 ? task.firstLateLook() : since;
        wait = wait.compareTo(task.longestLateLook()) > 0 ? task.longestLateLook() : wait;
        return wait.minus(jitter(wait.dividedBy(8)));
    }

    private Duration jitter(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
    }

    /**
     * Learns from an end. It came at some time since the vendor last said that the task was running: half of that time
     * is the best guess, so that what is learned does not grow by the distance of the questions. But the distance is
     * long where hardly any end is expected, and half of a long one would be taken for a much faster vendor.
     */
    void completed(Task before, TaskState.Running running, Instant now) {
        Duration age = Duration.between(running.acceptedAt(), now);
        Duration half = Duration.between(before.updatedAt(), now).dividedBy(2);
        Duration most = age.dividedBy(MOST_GUESSED);
        durations.learn(before.request(), age.minus(half.compareTo(most) < 0 ? half : most));
    }
}
