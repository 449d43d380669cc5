package dev.zoetrope.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.admit.ClientAttempt;
import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.ledger.TaskLookup;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.track.InFlightSends;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.SendSlot;
import dev.zoetrope.track.SendStep;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.work.WorkMode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * The steps of a create, a query and a list. A create: store the task, send it once, store the outcome, answer. A query:
 * read the task, poll the vendor if the stored state is old, answer.
 */
@ApplicationScoped
public class GenerationFlow {
    /** The answer to a create is sent at most this long after the create stops waiting for its outcome. */
    private static final Duration ANSWER_MARGIN = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    /**
     * How long to wait for the hang-up of the caller. On an overloaded machine the close event may be processed after the
     * request.
     */
    private static final Duration HANG_UP_WAIT = Duration.ofMillis(500);

    private final Ledger ledger;
    private final SendQueue sendQueue;
    private final SendStep sender;
    private final OutcomeWait outcomeWait;
    private final InFlightSends inFlight;
    private final CompletionWait completionWait;
    private final TrackConfig config;
    private final ServerlessConfig function;
    private final Clock clock;
    private final RandomGenerator random;
    private final Vertx vertx;
    private final TaskLog log;

    GenerationFlow(Ledger ledger, SendQueue sendQueue, SendStep sender, OutcomeWait outcomeWait, InFlightSends inFlight,
            CompletionWait completionWait,
            TrackConfig config, ServerlessConfig function, Clock clock,
            RandomGenerator random, Vertx vertx, TaskLog log) {
        this.ledger = ledger;
        this.sendQueue = sendQueue;
        this.sender = sender;
        this.outcomeWait = outcomeWait;
        this.inFlight = inFlight;
        this.completionWait = completionWait;
        this.config = config;
        this.function = function;
        this.clock = clock;
        this.random = random;
        this.vertx = vertx;
        this.log = log;
    }

    /**
     * Handles a create. The task is durable before the first byte goes to the vendor, and the outcome is durable before the
     * result is emitted. Only if the outcome takes longer than {@code zoetrope.submit.wait}, or longer than the caller
     * prefers, the pending task is returned without an outcome. A retry gets the task of its first try, and nothing is sent.
     *
     * @param origin scheme, host and port by which the create reached this gateway: the base of the URLs in answers; null if
     *        unknown
     * @param preference how long the caller wants to wait, and for what
     * @return the task; the Uni fails with {@link dev.zoetrope.video.FailureException}: 422 if the idempotency key was used
     *         for another body; 503 if the create could not be stored, too many creates wait already, or the process is
     *         stopping. After a 503 the create was not sent and never will be
     */
    public Uni<CreatedTask> create(Caller caller, GenerationRequest request, String origin, ClientAttempt attempt,
            Preference preference, AnswerTracker tracker) {
        SendSlot slot = sendQueue.admit(caller);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant until = now.plus(preference.outcomeWait(config.submit().longestWait()));
        Task task = new Task(TaskId.next(now, random), caller, request, new TaskState.Pending().send(), now, now,
                sender.leaseEnd(now), 0, 0, origin);
        CreateIntent intent = new CreateIntent(task, attempt.key(), attempt.retryCount(), attempt.rule(),
                now.minus(attempt.lookBack()), until.plus(ANSWER_MARGIN), tracker::callerGone, false);
        tracker.setProvisional(new AnswerId(task.id(), 0), ledger);
        return DetachedUni.<CreatedTask> start(vertx, detached -> inFlight
                .run(() -> store(intent).flatMap(result -> handleResult(result, slot, until, detached, tracker)))
                .onTermination().invoke(slot::release))
                .flatMap(created -> awaitOutcome(created, until))
                .flatMap(created -> preference.waitsForEnd() ? awaitEnd(created, until) : Uni.createFrom().item(created))
                .call(created -> markInFunction(tracker, now))
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    /** Stores the create. Tries once more after a short wait if another process may be about to mark a hang-up. */
    private Uni<CreateResult> store(CreateIntent intent) {
        return ledger.create(intent).flatMap(result -> result instanceof CreateResult.Undecided
                ? awaitHangUp().chain(() -> ledger.create(intent.forSecondLookup()))
                : Uni.createFrom().item(result));
    }

    private Uni<Void> awaitHangUp() {
        return Uni.createFrom().emitter(shown -> vertx.setTimer(HANG_UP_WAIT.toMillis(), ignored -> shown.complete(null)));
    }

    private Uni<CreatedTask> handleResult(CreateResult result, SendSlot slot, Instant until, DetachedUni<CreatedTask> detached,
            AnswerTracker tracker) {
        if (result instanceof CreateResult.New created) {
            tracker.confirm(created.answer(), ledger);
            log.created(created.task());
            return dropIfOvertaken(created, tracker).flatMap(dropped -> dropped ? Uni.createFrom().item(created.task())
                    : startSend(created.task(), slot, until, detached)).map(task -> new CreatedTask(task, false));
        }
        if (result instanceof CreateResult.Repeat repeated) {
            tracker.confirm(repeated.answer(), ledger);
            log.retried(repeated.task());
            return Uni.createFrom().item(new CreatedTask(repeated.task(), true));
        }
        if (result instanceof CreateResult.CallerGone) {
            throw Failure.unavailable("caller_gone", "The connection was closed before the create was stored; nothing"
                    + " was sent.", RETRY_AFTER).exception(); // never received: the caller has hung up
        }
        throw Failure.invalid(List.of(new Fault(ClientAttempt.KEY_HEADER, "idempotency_key_reused",
                "This Idempotency-Key was used for another request body; use a new key."))).exception();
    }

    /**
     * Sends the create or queues it. After this call the create is sent or resent in any case. So the request may be
     * answered before the outcome is known.
     */
    private Uni<Task> startSend(Task task, SendSlot slot, Instant until, DetachedUni<CreatedTask> detached) {
        if (config.track().mode() == WorkMode.CONTINUOUS) {
            detached.completeAfter(Duration.between(clock.instant(), until), () -> new CreatedTask(task, false));
        }
        return sender.sendOrEnqueue(task, slot);
    }

    /**
     * Drops the create if its retry was stored before it. An overloaded gateway may process a retry before its first try.
     * The caller has then closed the connection of the first try, and the close event arrives soon, so this method waits for
     * it.
     *
     * @return whether the create was dropped. The Uni fails if the ledger does not answer: the create is then never sent,
     *         and it is withdrawn as soon as the ledger answers
     */
    private Uni<Boolean> dropIfOvertaken(CreateResult.New created, AnswerTracker tracker) {
        if (!created.mayBeOvertaken()) {
            return Uni.createFrom().item(false);
        }
        return awaitHangUp().chain(() -> tracker.callerGone() ? dropOvertaken(created.task()) : Uni.createFrom().item(false))
                .call(dropped -> dropped ? Uni.createFrom().voidItem() : ledger.confirmFirstTry(created.task()))
                .onFailure(LedgerException.class).invoke(() -> sender.withdraw(created.task()));
    }

    private Uni<Boolean> dropOvertaken(Task firstTry) {
        return ledger.dropIfOvertaken(firstTry, firstTry.createdAt().minus(ClientAttempt.UNCOUNTED_LOOK_BACK));
    }

    /**
     * Waits for the outcome of a create that this request does not send. In on-demand mode a pending task is returned at
     * once, because no loop sends it.
     */
    private Uni<CreatedTask> awaitOutcome(CreatedTask created, Instant until) {
        boolean noSender = config.track().mode() == WorkMode.ON_DEMAND
                && created.task().state() instanceof TaskState.Pending;
        return outcomeWait.awaitOutcome(created.task(), noSender ? Duration.ZERO : Duration.between(clock.instant(), until))
                .map(task -> new CreatedTask(task, created.replayed()));
    }

    /** In a function, marks the answer before it is sent: a function is frozen after its answer and sees no hang-up. */
    private Uni<Void> markInFunction(AnswerTracker tracker, Instant receivedAt) {
        return function.enabled() ? tracker.markBeforeAnswer(!clock.instant().isAfter(receivedAt.plus(function.patience())))
                : Uni.createFrom().voidItem();
    }

    private Uni<CreatedTask> awaitEnd(CreatedTask created, Instant until) {
        return completionWait.awaitEnd(created.task(), until).map(task -> new CreatedTask(task, created.replayed()));
    }

    /**
     * Returns a task of the caller.
     *
     * @param id the task id as received, not validated
     * @param atOnce whether to poll the vendor even if the stored state is recent
     * @param preference whether and how long to wait for the end of the task
     * @return the task; the Uni fails with 404 if this caller has no such task
     */
    public Uni<Task> query(Caller caller, String id, boolean atOnce, Preference preference) {
        Duration patience = preference.waitsForEnd() ? preference.maxWait() : config.submit().longestWait();
        Instant until = clock.instant().plus(patience);
        return TaskLookup.find(ledger, caller, id)
                .flatMap(task -> completionWait.refreshed(task, atOnce, patience))
                .flatMap(task -> preference.waitsForEnd() ? completionWait.awaitEnd(task, until) : Uni.createFrom().item(task))
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    /** A page of the caller's tasks, newest first; empty if {@code after} is not a task of the caller. */
    public Uni<Optional<List<Task>>> list(Caller caller, Optional<Status> status, int limit, Optional<TaskId> after) {
        return ledger.list(caller, status, limit, after)
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }
}
