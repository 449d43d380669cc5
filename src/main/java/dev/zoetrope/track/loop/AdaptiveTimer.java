package dev.zoetrope.track.loop;

import java.time.Duration;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/**
 * Runs rounds, never two at once: after a short interval if the last round found work, otherwise at intervals that double.
 * All of it runs on one event loop, so no lock is needed.
 */
final class AdaptiveTimer {
    private static final Logger LOG = Logger.getLogger(AdaptiveTimer.class);
    private static final long NONE = -1;

    private final Context loop;
    private final Vertx vertx;
    private final long busyInterval;
    private final long idleInterval;
    private final Supplier<Uni<Boolean>> roundRunner;
    private long interval;
    private long timer = NONE;
    private boolean woken;
    private boolean stopped;

    /**
     * @param busyInterval the interval after a round that found work
     * @param idleInterval the longest interval; the interval doubles up to it while no work is found
     * @param roundRunner emits whether it found work; a failure counts as no work
     */
    AdaptiveTimer(Vertx vertx, Duration busyInterval, Duration idleInterval, Supplier<Uni<Boolean>> roundRunner) {
        this.vertx = vertx;
        this.loop = ((VertxInternal) vertx).createEventLoopContext();
        this.busyInterval = Math.max(1, busyInterval.toMillis());
        this.idleInterval = Math.max(this.busyInterval, idleInterval.toMillis());
        this.interval = this.busyInterval;
        this.roundRunner = roundRunner;
    }

    /** Starts with a round at once. */
    AdaptiveTimer start() {
        loop.runOnContext(ignored -> runRound());
        return this;
    }

    /** Runs a round at once, or directly after the round that is running. Does not block; may be called on any thread. */
    void wake() {
        loop.runOnContext(ignored -> {
            woken = true;
            if (timer != NONE && vertx.cancelTimer(timer)) {
                runRound();
            }
        });
    }

    /** Stops after the round that is running. */
    void stop() {
        loop.runOnContext(ignored -> {
            stopped = true;
            vertx.cancelTimer(timer);
        });
    }

    private void runRound() {
        timer = NONE;
        woken = false;
        if (!stopped) {
            Uni.createFrom().deferred(roundRunner::get).onFailure().invoke(failure -> LOG.debug("a round failed", failure))
                    .onFailure().recoverWithItem(false)
                    .subscribe().with(worked -> loop.runOnContext(ignored -> scheduleNext(worked)));
        }
    }

    private void scheduleNext(boolean worked) {
        interval = worked || woken ? busyInterval : Math.min(idleInterval, interval * 2);
        timer = vertx.setTimer(woken ? 1 : interval, due -> runRound());
    }
}
