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

/** A create that was not sent or was deferred: sent when its time has come, ended when its deadline has. */
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

    /** How many may begin; none once the process stops, as what it claims then is late by a lease for the others. */
    public int room() {
        return underWay.stopping() ? 0 : turns.room();
    }

    /**
     * @param due in state {@code Pending}
     * @return the task as it stands afterwards; as it was if somebody else was first
     */
    public Uni<Task> send(Task due) {
        return underWay.run(() -> sendOrGiveUp(due));
    }

    private Uni<Task> sendOrGiveUp(Task due) {
        if (outcomes.holds(due.id())) {
            return Uni.createFrom().item(due); // a permission of this process is still to be taken back
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
     * Whoever wrote {@code sending} sends. If nobody can be sure of that write, nothing is sent, and the permission is taken
     * back: this one, by its number, as another process may have been permitted meanwhile.
     */
    private Uni<Boolean> permitted(Task sending, Instant due) {
        return ledger.advance(sending).onFailure(LedgerException.class)
                .recoverWithUni(unsure -> outcomes.takeBack(sending, due).replaceWith(false));
    }
}
