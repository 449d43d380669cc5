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
import dev.zoetrope.observe.TaskLog;
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
    private final Outcomes outcomes;
    private final TrackConfig config;
    private final Clock clock;
    private final Vertx vertx;
    private final AtomicBoolean roundUnderWay = new AtomicBoolean();
    private final AtomicInteger stepsUnderWay = new AtomicInteger();
    private long timer = -1;

    Tracker(Ledger ledger, SendStep sender, UnderWay underWay, TrackConfig config, Clock clock, Vertx vertx, TaskLog log) {
        this.ledger = ledger;
        this.sender = sender;
        this.underWay = underWay;
        this.outcomes = new Outcomes(ledger, log);
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
            return outcomes.write(due, due.to(pending.expire(), now, null));
        }
        Task sending = due.to(pending.send(), now, sender.lease(now));
        return ledger.advance(sending).flatMap(mine -> mine ? sender.send(sending).map(Sent::task)
                : Uni.createFrom().item(due));
    }
}
