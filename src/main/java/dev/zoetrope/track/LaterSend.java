package dev.zoetrope.track;

import java.time.Clock;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** A create that was not sent or was deferred: sent when its time has come, ended when its deadline has. */
@ApplicationScoped
class LaterSend {
    private final Ledger ledger;
    private final SendStep sender;
    private final UnderWay underWay;
    private final Outcomes outcomes;
    private final TrackConfig config;
    private final Clock clock;

    LaterSend(Ledger ledger, SendStep sender, UnderWay underWay, TrackConfig config, Clock clock, TaskLog log) {
        this.ledger = ledger;
        this.sender = sender;
        this.underWay = underWay;
        this.outcomes = new Outcomes(ledger, log);
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param due in state {@code Pending}
     * @return the task as it stands afterwards; as it was if somebody else was first
     */
    Uni<Task> send(Task due) {
        return underWay.run(() -> sendOrGiveUp(due));
    }

    private Uni<Task> sendOrGiveUp(Task due) {
        TaskState.Pending pending = (TaskState.Pending) due.state();
        Instant now = clock.instant();
        if (!now.isBefore(due.createdAt().plus(config.submit().deadline()))) {
            return outcomes.write(due, due.to(pending.expire(), now, null));
        }
        Task sending = due.to(pending.send(), now, sender.lease(now));
        return ledger.advance(sending).flatMap(mine -> mine ? sender.send(sending).map(Sent::task)
                : Uni.createFrom().item(due));
    }
}
