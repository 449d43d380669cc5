package dev.zoetrope.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import jakarta.inject.Singleton;

import dev.zoetrope.admit.ClientAttempt;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.SendSlot;
import dev.zoetrope.track.SendStep;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.upstream.Vendors;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** One create from its arrival to its answer: its intent, its slot, the tracker of its answer, and its times. */
final class CreateRun {
    /** The answer to a create is sent at most this long after the create stops waiting for its outcome. */
    private static final Duration ANSWER_MARGIN = Duration.ofSeconds(5);

    private final Factory context;
    private final CreateIntent intent;
    private final Preference preference;
    private final AnswerTracker tracker;
    private final Instant until;
    private SendSlot slot;
    private DetachedUni<CreatedTask> detached;

    private CreateRun(Factory context, CreateIntent intent, Preference preference, AnswerTracker tracker, Instant until) {
        this.context = context;
        this.intent = intent;
        this.preference = preference;
        this.tracker = tracker;
        this.until = until;
    }

    /** Begins the run of a create that has just arrived. */
    @Singleton
    static class Factory {
        private final SendStep sender;
        private final Vendors vendors;
        private final TrackConfig config;
        private final ServerlessConfig function;
        private final Clock clock;
        private final RandomGenerator random;
        private final Vertx vertx;

        Factory(SendStep sender, Vendors vendors, TrackConfig config, ServerlessConfig function, Clock clock,
                RandomGenerator random,
                Vertx vertx) {
            this.sender = sender;
            this.vendors = vendors;
            this.config = config;
            this.function = function;
            this.clock = clock;
            this.random = random;
            this.vertx = vertx;
        }

        /** @throws dev.zoetrope.video.FailureException 422 if no vendor can carry the create */
        CreateRun begin(Caller caller, GenerationRequest request, String origin, ClientAttempt attempt,
                Preference preference, AnswerTracker tracker) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Instant until = now.plus(preference.outcomeWait(config.submit().longestWait()));
            Task task = new Task(TaskId.next(now, random), caller, request, new TaskState.Pending().send(), now, now,
                    sender.leaseEnd(now), 0, 0, origin).withPermit(0, vendors.first(request));
            CreateIntent intent = new CreateIntent(task, attempt.key(), attempt.retryCount(), attempt.rule(),
                    now.minus(attempt.lookBack()), until.plus(ANSWER_MARGIN), tracker::callerGone, false);
            return new CreateRun(this, intent, preference, tracker, until);
        }
    }

    CreateIntent intent() {
        return intent;
    }

    AnswerTracker tracker() {
        return tracker;
    }

    /** The slot of the create; null before {@link #holdingSlot}. */
    SendSlot slot() {
        return slot;
    }

    /** When the answer stops waiting for the outcome and for the end. */
    Instant until() {
        return until;
    }

    /** The time until {@link #until}; zero or less if it is over. */
    Duration timeLeft() {
        return Duration.between(context.clock.instant(), until);
    }

    /** Whether the answer waits for the end of the task. */
    boolean waitsForEnd() {
        return preference.waitsForEnd();
    }

    /**
     * On subscription takes a slot and does the work, detached from the connection of the request. When the work ends, the
     * slot is released, unless the work has used it.
     *
     * @return the result of the work; the Uni fails, without doing the work, if the queue does not admit the create
     */
    Uni<CreatedTask> holdingSlot(SendQueue queue, Supplier<Uni<? extends CreatedTask>> work) {
        return DetachedUni.start(context.vertx, self -> {
            detached = self;
            slot = queue.admit(intent.task().caller());
            return Uni.createFrom().<CreatedTask> deferred(work).onTermination().invoke(slot::release);
        });
    }

    /** Answers with this task if the work takes longer than {@link #timeLeft}. The work continues. */
    void answerInTimeWith(CreatedTask created) {
        detached.completeAfter(timeLeft(), () -> created);
    }

    /** In a function, marks the answer before it is sent: a function is frozen after its answer and sees no hang-up. */
    Uni<Void> markInFunction() {
        if (!context.function.enabled()) {
            return Uni.createFrom().voidItem();
        }
        Instant patienceEnd = intent.task().createdAt().plus(ServerlessConfig.PATIENCE);
        return tracker.markBeforeAnswer(!context.clock.instant().isAfter(patienceEnd));
    }
}
