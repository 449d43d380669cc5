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
    private final SendStep sender;
    private final InFlightSends underWay;
    private final SendQueue turns;
    private final OutcomeWriter outcomes;
    private final TrackConfig config;
    private final Clock clock;

    public ResendStep(Ledger ledger, SendStep sender, InFlightSends underWay, SendQueue turns, OutcomeWriter outcomes,
            TrackConfig config,
            Clock clock) {
        this.ledger = ledger;
        this.sender = sender;
        this.underWay = underWay;
        this.turns = turns;
        this.outcomes = outcomes;
        this.config = config;
        this.clock = clock;
    }

    /**
     * How many sends may begin. None while the process stops: a create that it claims then is delayed by a lease for the
     * other replicas.
     */
    public int room() {
        return underWay.stopping() ? 0 : turns.room();
    }

    /**
     * @param due in state {@code Pending}
     * @return the task afterwards; unchanged if another process was first
     */
    public Uni<Task> send(Task due) {
        return underWay.run(() -> sendOrGiveUp(due));
    }

    private Uni<Task> sendOrGiveUp(Task due) {
        if (outcomes.holds(due.id())) {
            return Uni.createFrom().item(due); // this process must first take back an earlier send permission of the task
        }
        TaskState.Pending pending = (TaskState.Pending) due.state();
        Instant now = clock.instant();
        if (!now.isBefore(due.createdAt().plus(config.submit().deadline()))) {
            turns.begun(due);
            return outcomes.write(due, due.to(pending.expire(), now, null));
        }
        if (turns.take(1) == 0) {
            return outcomes.write(due, due.dueAt(now));
        }
        Task sending = due.permitted(ledger.permit()).to(pending.send(), now, sender.lease(now));
        return permitted(sending, due.dueAt()).flatMap(mine -> {
            if (!mine) {
                turns.free();
                return Uni.createFrom().item(due);
            }
            turns.begun(due);
            return sender.send(sending);
        });
    }

    /**
     * Writes the send permission; only the process that wrote it sends. If it is unknown whether the write happened, nothing
     * is sent, and the permission is taken back by its number, because another process may have got a permission meanwhile.
     */
    private Uni<Boolean> permitted(Task sending, Instant due) {
        return ledger.advance(sending).onFailure(LedgerException.class)
                .recoverWithUni(unsure -> outcomes.takeBack(sending, due).replaceWith(false));
    }
}
