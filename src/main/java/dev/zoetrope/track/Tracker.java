package dev.zoetrope.track;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * The loop over due tasks: a create that was not sent or was deferred is sent when its time has come, or ends when its
 * deadline has. A round claims and begins; it does not wait for what it began, so that a slow send holds up no other, and
 * a failure of one step ends no other: to cancel a create under way would lose a paid answer. No more are under way than
 * a batch.
 */
@ApplicationScoped
class Tracker {
    private static final Logger LOG = Logger.getLogger(Tracker.class);

    private final Ledger ledger;
    private final SendStep sender;
    private final UnderWay underWay;
    private final Turns turns;
    private final Outcomes outcomes;
    private final TrackConfig config;
    private final Clock clock;
    private final Vertx vertx;
    private final AtomicBoolean roundUnderWay = new AtomicBoolean();
    private final AtomicInteger stepsUnderWay = new AtomicInteger();
    private long timer = -1;

    Tracker(Ledger ledger, SendStep sender, UnderWay underWay, Turns turns, Outcomes outcomes, TrackConfig config, Clock clock,
            Vertx vertx) {
        this.ledger = ledger;
        this.sender = sender;
        this.underWay = underWay;
        this.turns = turns;
        this.outcomes = outcomes;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
    }

    /** The sandbox is reached through our own server, so the loop begins when that listens. */
    void start(@ObservesAsync HttpServerStart listening) {
        timer = vertx.setPeriodic(config.track().interval().toMillis(), tick -> tick());
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }

    private void tick() {
        if (roundUnderWay.compareAndSet(false, true)) {
            round().onTermination().invoke(() -> roundUnderWay.set(false)).subscribe().with(done -> {
            }, failure -> LOG.debug("round over due tasks failed; the next one follows", failure));
        }
    }

    /** One round: all that was due and fitted into a batch is under way or done afterwards. */
    Uni<Void> round() {
        int room = config.track().batch() - stepsUnderWay.get();
        if (room < 1) {
            return Uni.createFrom().voidItem();
        }
        return ledger.claimDue(DueKind.SEND, clock.instant(), config.submit().longestBackOff(), room)
                .invoke(this::begin).replaceWithVoid();
    }

    private void begin(List<Task> claimed) {
        for (Task due : claimed) {
            stepsUnderWay.incrementAndGet();
            underWay.run(() -> sendOrGiveUp(due)).onTermination().invoke(stepsUnderWay::decrementAndGet)
                    .subscribe().with(done -> {
                    }, failure -> LOG.debug("a step failed; its task comes due again", failure));
        }
    }

    private Uni<Task> sendOrGiveUp(Task due) {
        TaskState.Pending pending = (TaskState.Pending) due.state();
        Instant now = clock.instant();
        if (!now.isBefore(due.createdAt().plus(config.submit().deadline()))) {
            turns.begun(due.id(), due.caller());
            return outcomes.write(due, due.to(pending.expire(), now, null));
        }
        if (turns.take(1) == 0) {
            return outcomes.write(due, due.dueAt(now));
        }
        Task sending = due.to(pending.send(), now, sender.lease(now));
        return claimed(due, sending, pending);
    }

    /**
     * Whoever wrote {@code sending} sends. If nobody can be sure of that write, nothing was sent: it is taken back.
     */
    private Uni<Task> claimed(Task due, Task sending, TaskState.Pending pending) {
        return ledger.advance(sending).onFailure(LedgerException.class)
                .recoverWithUni(unsure -> outcomes.write(sending, sending.to(pending, sending.updatedAt(), due.dueAt()))
                        .replaceWith(false))
                .flatMap(mine -> {
                    if (!mine) {
                        turns.free();
                        return Uni.createFrom().item(due);
                    }
                    turns.begun(due.id(), due.caller());
                    return sender.send(sending);
                });
    }
}
