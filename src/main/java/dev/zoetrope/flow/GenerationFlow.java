package dev.zoetrope.flow;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.admit.ClientAttempt;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.track.InFlightSends;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.SendStep;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/** The steps of a create: store the task, send it once, store the outcome, answer. */
@ApplicationScoped
public class GenerationFlow {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final CreateRun.Factory runs;
    private final SendQueue sendQueue;
    private final InFlightSends inFlight;
    private final IntentStore intents;
    private final SendStep sender;
    private final RequestMode mode;

    GenerationFlow(CreateRun.Factory runs, SendQueue sendQueue, InFlightSends inFlight, IntentStore intents, SendStep sender,
            RequestMode mode) {
        this.runs = runs;
        this.sendQueue = sendQueue;
        this.inFlight = inFlight;
        this.intents = intents;
        this.sender = sender;
        this.mode = mode;
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
        CreateRun run = runs.begin(caller, request, origin, attempt, preference, tracker);
        return run.holdingSlot(sendQueue, () -> inFlight.run(() -> storeAndSend(run)))
                .flatMap(created -> mode.awaitOutcome(created.task(), run.timeLeft()).map(created::withTask))
                .flatMap(created -> run.waitsForEnd() ? mode.awaitEnd(created.task(), run.until()).map(created::withTask)
                        : Uni.createFrom().item(created))
                .call(run::markInFunction)
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    /**
     * Whether a create is a retry, as far as is known before it is stored. Writes and sends nothing.
     *
     * @return fails with {@link dev.zoetrope.video.FailureException}: 422 if no vendor can carry the create, 503 if the ledger
     *         does not answer
     */
    public Uni<Boolean> isRetry(Caller caller, GenerationRequest request, ClientAttempt attempt) {
        return Uni.createFrom().deferred(() -> intents.isRepeat(runs.begin(caller, request, null, attempt, Preference.NONE,
                new AnswerTracker(task -> {
                })))).onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    private Uni<CreatedTask> storeAndSend(CreateRun run) {
        return intents.store(run).flatMap(result -> {
            if (result instanceof CreateResult.New created) {
                return intents.dropIfOvertaken(created, run)
                        .flatMap(dropped -> dropped ? Uni.createFrom().item(created.task()) : send(created.task(), run))
                        .map(task -> new CreatedTask(task, false));
            }
            if (result instanceof CreateResult.Repeat repeated) {
                return Uni.createFrom().item(new CreatedTask(repeated.task(), true));
            }
            if (result instanceof CreateResult.CallerGone) {
                throw Failure.unavailable("caller_gone", "The connection was closed before the create was stored; nothing"
                        + " was sent.", RETRY_AFTER).exception(); // never received: the caller has hung up
            }
            throw Failure.invalid(List.of(new Fault(ClientAttempt.KEY_HEADER, "idempotency_key_reused",
                    "This Idempotency-Key was used for another request body; use a new key."))).exception();
        });
    }

    /**
     * Sends the create or queues it. After this call the create is sent or resent in any case. So the request may be
     * answered before the outcome is known.
     */
    private Uni<Task> send(Task task, CreateRun run) {
        if (mode.answersBeforeOutcome()) {
            run.answerInTimeWith(new CreatedTask(task, false));
        }
        return sender.sendOrEnqueue(task, run.slot()).invoke(sent -> intents.logUnseenOutcome(sent, run.tracker()));
    }
}
