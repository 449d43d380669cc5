package dev.zoetrope.flow;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.admit.ClientAttempt;
import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.track.SendStep;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Stores a create unless it is a retry. The ledger decides that in one transaction. In two cases the decision depends on a
 * hang-up that this process or another one may not see yet: then this class waits for it, and the ledger decides again.
 */
@ApplicationScoped
class IntentStore {
    /**
     * How long to wait for the hang-up of the caller. On an overloaded machine the close event may be processed after the
     * request.
     */
    private static final Duration HANG_UP_WAIT = Duration.ofMillis(500);

    private final Ledger ledger;
    private final SendStep sender;
    private final Vertx vertx;
    private final TaskLog log;

    IntentStore(Ledger ledger, SendStep sender, Vertx vertx, TaskLog log) {
        this.ledger = ledger;
        this.sender = sender;
        this.vertx = vertx;
        this.log = log;
    }

    /**
     * Stores the create. Tries once more after a short wait if another process may be about to mark a hang-up.
     *
     * @return any result but {@link CreateResult.Undecided}
     */
    Uni<CreateResult> store(CreateRun run) {
        run.tracker().setProvisional(new AnswerId(run.intent().task().id(), 0), ledger);
        return ledger.create(run.intent()).flatMap(result -> result instanceof CreateResult.Undecided
                ? awaitHangUp().chain(() -> ledger.create(run.intent().forSecondLookup()))
                : Uni.createFrom().item(result))
                .invoke(result -> confirmAnswer(result, run.tracker()));
    }

    /** Whether the ledger has the create that this one repeats, or another one with its key; see {@link Ledger#isRepeat}. */
    Uni<Boolean> isRepeat(CreateRun run) {
        return ledger.isRepeat(run.intent());
    }

    /** Logs an acceptance that the access line of the request does not show. */
    void logUnseenOutcome(Task sent, AnswerTracker tracker) {
        if (tracker.isOver() && sent.state() instanceof TaskState.Running) {
            log.acceptedUnseen(sent);
        }
    }

    private void confirmAnswer(CreateResult result, AnswerTracker tracker) {
        if (result instanceof CreateResult.New created) {
            tracker.confirm(created.answer(), ledger);
            log.created(created.task(), tracker.callerGone());
        } else if (result instanceof CreateResult.Repeat repeated) {
            tracker.confirm(repeated.answer(), ledger);
            log.retried(repeated.task());
        }
    }

    /**
     * Drops a create that was stored as new if its retry was stored before it. An overloaded gateway may process a retry
     * before its first try. The caller has then closed the connection of the first try, and the close event arrives soon, so
     * this method waits for it.
     *
     * @return whether the create was dropped. The Uni fails if the ledger does not answer: the create is then never sent,
     *         and it is withdrawn as soon as the ledger answers
     */
    Uni<Boolean> dropIfOvertaken(CreateResult.New created, CreateRun run) {
        if (!created.mayBeOvertaken()) {
            return Uni.createFrom().item(false);
        }
        return awaitHangUp()
                .chain(() -> run.tracker().callerGone() ? dropOvertaken(created.task()) : Uni.createFrom().item(false))
                .call(dropped -> dropped ? Uni.createFrom().voidItem() : ledger.confirmFirstTry(created.task()))
                .onFailure(LedgerException.class).invoke(() -> sender.withdraw(created.task()));
    }

    private Uni<Boolean> dropOvertaken(Task firstTry) {
        return ledger.dropIfOvertaken(firstTry, firstTry.createdAt().minus(ClientAttempt.UNCOUNTED_LOOK_BACK));
    }

    private Uni<Void> awaitHangUp() {
        return Uni.createFrom().emitter(shown -> vertx.setTimer(HANG_UP_WAIT.toMillis(), ignored -> shown.complete(null)));
    }
}
