package dev.zoetrope.track.loop;

import java.time.Duration;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/**
 * Does a round again and again: soon while there is work, ever more rarely while there is none, never two at once. All of
 * it on one event loop, so nothing here needs a lock.
 */
final class AdaptiveTimer {
    private static final Logger LOG = Logger.getLogger(AdaptiveTimer.class);
    private static final long NONE = -1;

    private final Context loop;
    private final Vertx vertx;
    private final long soon;
    private final long rare;
    private final Supplier<Uni<Boolean>> round;
    private long wait;
    private long timer = NONE;
    private boolean woken;
    private boolean stopped;

    /**
     * @param soon after a round that found work
     * @param rare most between two rounds; the distance doubles up to it
     * @param round whether it found work; a failure counts as none
     */
    AdaptiveTimer(Vertx vertx, Duration soon, Duration rare, Supplier<Uni<Boolean>> round) {
        this.vertx = vertx;
        this.loop = ((VertxInternal) vertx).createEventLoopContext();
        this.soon = Math.max(1, soon.toMillis());
        this.rare = Math.max(this.soon, rare.toMillis());
        this.wait = this.soon;
        this.round = round;
    }

    /** Begins with a round at once. */
    AdaptiveTimer start() {
        loop.runOnContext(go -> beat());
        return this;
    }

    /** There is work, now. Whoever calls: nothing is waited for. */
    void wake() {
        loop.runOnContext(go -> {
            woken = true;
            if (timer != NONE && vertx.cancelTimer(timer)) {
                beat();
            }
        });
    }

    /** A round under way ends, and is the last. */
    void stop() {
        loop.runOnContext(go -> {
            stopped = true;
            vertx.cancelTimer(timer);
        });
    }

    private void beat() {
        timer = NONE;
        woken = false;
        if (!stopped) {
            Uni.createFrom().deferred(round::get).onFailure().invoke(failure -> LOG.debug("a round failed", failure))
                    .onFailure().recoverWithItem(false)
                    .subscribe().with(worked -> loop.runOnContext(go -> rest(worked)));
        }
    }

    private void rest(boolean worked) {
        wait = worked || woken ? soon : Math.min(rare, wait * 2);
        timer = vertx.setTimer(woken ? 1 : wait, due -> beat());
    }
}
