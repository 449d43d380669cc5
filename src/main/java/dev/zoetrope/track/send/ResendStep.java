package dev.zoetrope.track.send;

import java.time.Clock;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.track.InFlightSends;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.SendStep;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** Resends a create that was not sent or was deferred, when it is due, and ends it when its deadline has passed. */
@ApplicationScoped
public class ResendStep {
    private final Ledger ledger;
    private final SendStep sendStep;
    private final InFlightSends inFlight;
    private final SendQueue sendQueue;
    private final OutcomeWriter outcomeWriter;
    private final TrackConfig config;
    private final Clock clock;

    public ResendStep(Ledger ledger, SendStep sendStep, InFlightSends inFlight, SendQueue sendQueue,
            OutcomeWriter outcomeWriter,
            TrackConfig config,
            Clock clock) {
        this.ledger = ledger;
        this.sendStep = sendStep;
        this.inFlight = inFlight;
        this.sendQueue = sendQueue;
        this.outcomeWriter = outcomeWriter;
        this.config = config;
        this.clock = clock;
    }

    /**
     * How many sends may begin. None while the process stops: a create that it claims then is delayed by a lease for the
     * other replicas.
     */
    public int freeSlots() {
        return inFlight.stopping() ? 0 : sendQueue.freeSlots();
    }

    /**
     * @param due in state {@code Pending}
     * @return the task afterwards; unchanged if another process was first
     */
    public Uni<Task> send(Task due) {
        return inFlight.run(() -> sendOrExpire(due));
    }

    private Uni<Task> sendOrExpire(Task due) {
        if (outcomeWriter.isWriting(due.id())) {
            return Uni.createFrom().item(due); // this process must first take back an earlier send permission of the task
        }
        TaskState.Pending pending = (TaskState.Pending) due.state();
        Instant now = clock.instant();
        if (!now.isBefore(due.createdAt().plus(config.submit().deadline()))) {
            sendQueue.removeWaiting(due);
            return outcomeWriter.write(due, due.transitionTo(pending.expire(), now, null));
        }
        if (sendQueue.takeSlots(1) == 0) {
            return outcomeWriter.write(due, due.dueAt(now));
        }
        Task sending = due.withPermit(ledger.newPermit()).transitionTo(pending.send(), now, sendStep.leaseEnd(now));
        return writePermission(sending, due.dueAt()).flatMap(written -> {
            if (!written) {
                sendQueue.freeSlot();
                return Uni.createFrom().item(due);
            }
            sendQueue.removeWaiting(due);
            return sendStep.send(sending);
        });
    }

    /**
     * Writes the send permission; only the process that wrote it sends. If it is unknown whether the write happened, nothing
     * is sent, and the permission is taken back by its number, because another process may have got a permission meanwhile.
     */
    private Uni<Boolean> writePermission(Task sending, Instant due) {
        return ledger.transition(sending).onFailure(LedgerException.class)
                .recoverWithUni(unsure -> outcomeWriter.revokePermission(sending, due).replaceWith(false));
    }
}
