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
import dev.zoetrope.deliver.TaskPresenter;
import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.track.InFlightSends;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.SendSlot;
import dev.zoetrope.track.SendStep;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackMode;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.view.TaskView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * The way of a request, on one screen. A create: write the intent, send once, write the outcome, answer. A query: read,
 * ask the vendor if the state is old, answer.
 */
@ApplicationScoped
public class GenerationFlow {
    /** An answer is on its way a little longer than the create waits for its outcome. */
    private static final Duration ANSWER_MARGIN = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(1);
    /** What is read of a connection after its request may take this longer, on a machine that is just catching up. */
    private static final Duration HANG_UP_SHOWS = Duration.ofMillis(500);

    private final Ledger ledger;
    private final SendQueue turns;
    private final SendStep sender;
    private final OutcomeWait outcomes;
    private final InFlightSends underWay;
    private final CompletionWait conclusion;
    private final TrackConfig config;
    private final FunctionConfig function;
    private final Clock clock;
    private final RandomGenerator random;
    private final Vertx vertx;
    private final TaskLog log;
    private final TaskPresenter presenter;

    GenerationFlow(Ledger ledger, SendQueue turns, SendStep sender, OutcomeWait outcomes, InFlightSends underWay,
            CompletionWait conclusion,
            TrackConfig config, FunctionConfig function, Clock clock,
            RandomGenerator random, Vertx vertx, TaskLog log, TaskPresenter presenter) {
        this.ledger = ledger;
        this.turns = turns;
        this.sender = sender;
        this.outcomes = outcomes;
        this.underWay = underWay;
        this.conclusion = conclusion;
        this.config = config;
        this.function = function;
        this.clock = clock;
        this.random = random;
        this.vertx = vertx;
        this.log = log;
        this.presenter = presenter;
    }

    /**
     * Takes a create. The task is durable before the first byte goes to the vendor, and its outcome is durable before
     * this completes; only when the outcome takes longer than {@code zoetrope.submit.wait}, or than the caller prefers,
     * does the pending task come back without it. A create that repeats an earlier one is given that one's task, and
     * nothing is sent.
     *
     * @param origin by which the create reached us: the base of the URLs its caller is given; null when it is not known
     * @param preference how long its caller wants to wait, and for what
     * @return fails with {@link dev.zoetrope.video.FailureException} as 422 when the idempotency key was used for another
     *         body, and as 503 when it could not be written down, too many wait already, or the process is stopping:
     *         then it was not sent and never will be
     */
    public Uni<CreatedTask> create(Caller caller, GenerationRequest request, String origin, ClientAttempt attempt,
            Preference preference, AnswerTracker reply) {
        SendSlot turn = turns.next(caller);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant until = now.plus(preference.patience(config.submit().longestWait()));
        Task task = new Task(TaskId.next(now, random), caller, request, new TaskState.Pending().send(), now, now,
                sender.lease(now), 0, 0, origin);
        CreateIntent intent = new CreateIntent(task, attempt.key(), attempt.retryCount(), attempt.rule(),
                now.minus(attempt.lookBack()), until.plus(ANSWER_MARGIN), reply::gone, false);
        reply.mayTellOf(new AnswerId(task.id(), 0), ledger);
        return DetachedUni.<CreatedTask> start(vertx, answer -> underWay
                .run(() -> open(intent).flatMap(opened -> opened(opened, turn, until, answer, reply)))
                .onTermination().invoke(turn::giveBack))
                .flatMap(created -> outcome(created, until))
                .flatMap(created -> preference.holds() ? concluded(created, until) : Uni.createFrom().item(created))
                .call(created -> goes(reply, now))
                .onFailure(LedgerException.class).transform(LedgerFailures::told);
    }

    /** Opens the create once more, after a moment, if another process may be about to note a hang-up. */
    private Uni<CreateResult> open(CreateIntent intent) {
        return ledger.open(intent).flatMap(opened -> opened instanceof CreateResult.Undecided
                ? hangUpShown().chain(() -> ledger.open(intent.again()))
                : Uni.createFrom().item(opened));
    }

    private Uni<Void> hangUpShown() {
        return Uni.createFrom().emitter(shown -> vertx.setTimer(HANG_UP_SHOWS.toMillis(), late -> shown.complete(null)));
    }

    private Uni<CreatedTask> opened(CreateResult opened, SendSlot turn, Instant until, DetachedUni<CreatedTask> answer,
            AnswerTracker reply) {
        if (opened instanceof CreateResult.New fresh) {
            reply.tellsOf(fresh.reply(), ledger);
            log.opened(fresh.task());
            return overtaken(fresh, reply).flatMap(back -> back ? Uni.createFrom().item(fresh.task())
                    : begun(fresh.task(), turn, until, answer)).map(task -> new CreatedTask(task, false));
        }
        if (opened instanceof CreateResult.Repeat repeated) {
            reply.tellsOf(repeated.reply(), ledger);
            log.repeated(repeated.task());
            return Uni.createFrom().item(new CreatedTask(repeated.task(), true));
        }
        if (opened instanceof CreateResult.CallerGone) {
            throw Failure.unavailable("caller_gone", "The connection was closed before the create was written down; nothing"
                    + " was sent.", SOON).exception(); // nobody reads this
        }
        throw Failure.invalid(List.of(new Fault(ClientAttempt.KEY_HEADER, "idempotency_key_reused",
                "This Idempotency-Key was used for another request body; use a new key."))).exception();
    }

    /** The create will be sent for certain. From now on its caller may be told of it before it has an outcome. */
    private Uni<Task> begun(Task task, SendSlot turn, Instant until, DetachedUni<CreatedTask> answer) {
        if (config.track().mode() == TrackMode.CONTINUOUS) {
            answer.patience(Duration.between(clock.instant(), until), () -> new CreatedTask(task, false));
        }
        return sender.begin(task, turn);
    }

    /**
     * A gateway that was slow to read may meet a caller's retry first and its first try, long given up, after it. Then
     * the hang-up is about to be read, too, and is waited for.
     *
     * @return whether it was taken back. Fails if the ledger does not answer: the create is never sent then, and it is
     *         withdrawn as soon as the ledger answers
     */
    private Uni<Boolean> overtaken(CreateResult.New fresh, AnswerTracker reply) {
        if (!fresh.owed()) {
            return Uni.createFrom().item(false);
        }
        return hangUpShown().chain(() -> reply.gone() ? takenBack(fresh.task()) : Uni.createFrom().item(false))
                .call(back -> back ? Uni.createFrom().voidItem() : ledger.stands(fresh.task()))
                .onFailure(LedgerException.class).invoke(() -> sender.withdraw(fresh.task()));
    }

    private Uni<Boolean> takenBack(Task fresh) {
        return ledger.overtaken(fresh, fresh.createdAt().minus(ClientAttempt.SILENT_LOOK_BACK));
    }

    /** What somebody else sends is waited for; where nobody does, a pending task is all there is to say. */
    private Uni<CreatedTask> outcome(CreatedTask created, Instant until) {
        boolean nobody = config.track().mode() == TrackMode.ON_DEMAND
                && created.task().state() instanceof TaskState.Pending;
        return outcomes.of(created.task(), nobody ? Duration.ZERO : Duration.between(clock.instant(), until))
                .map(task -> new CreatedTask(task, created.replayed()));
    }

    /** A function is frozen once it has answered, and does not see who is still there to hear it. */
    private Uni<Void> goes(AnswerTracker reply, Instant came) {
        return function.enabled() ? reply.goesUnseen(!clock.instant().isAfter(came.plus(function.patience())))
                : Uni.createFrom().voidItem();
    }

    private Uni<CreatedTask> concluded(CreatedTask created, Instant until) {
        return conclusion.of(created.task(), until).map(task -> new CreatedTask(task, created.replayed()));
    }

    /**
     * The caller's task.
     *
     * @param id as it came in, whatever it is
     * @param atOnce ask the vendor first, however young the state is
     * @param preference whether to wait for the end of the task
     * @return fails with 404 if this caller has no such task
     */
    public Uni<Task> query(Caller caller, String id, boolean atOnce, Preference preference) {
        Duration patience = preference.holds() ? preference.waiting() : config.submit().longestWait();
        Instant until = clock.instant().plus(patience);
        return TaskId.parse(id).map(ledger::find).orElse(Uni.createFrom().item(Optional.empty()))
                .map(found -> found.filter(task -> task.caller().equals(caller))
                        .orElseThrow(() -> Failure.notFound("There is no such task.").exception()))
                .flatMap(task -> conclusion.refreshed(task, atOnce, patience))
                .flatMap(task -> preference.holds() ? conclusion.of(task, until) : Uni.createFrom().item(task))
                .onFailure(LedgerException.class).transform(LedgerFailures::told);
    }

    /** A page of the caller's tasks, newest first; empty if {@code after} is none of them. */
    public Uni<Optional<List<Task>>> list(Caller caller, Optional<Status> status, int limit, Optional<TaskId> after) {
        return ledger.list(caller, status, limit, after)
                .onFailure(LedgerException.class).transform(LedgerFailures::told);
    }

    /** The task as its caller sees it. */
    public TaskView shown(Task task) {
        return presenter.view(task);
    }
}
