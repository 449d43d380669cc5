package dev.zoetrope.track.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;

import dev.zoetrope.track.LoopConfig;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackMode;
import dev.zoetrope.track.poll.DurationWarmup;
import dev.zoetrope.work.WorkDispatcher;
import dev.zoetrope.work.WorkHandler;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * The loops of {@code zoetrope.track.mode=continuous}: over what is to be sent, asked about, settled and removed, and the
 * steps of other packages, each at its own pace, so that none waits for another.
 */
@ApplicationScoped
public class Tracker {
    /** A lease that lapsed is in no hurry: nobody is told anything new by it for a minute or more. */
    private static final int SETTLE_RARELY = 10;

    /** What other replicas send or give up is known of those who wait so soon. */
    private static final Duration COUNTED_EVERY = Duration.ofSeconds(1);

    private final TrackerWork steps;
    private final Retention retention;
    private final DurationWarmup history;
    private final SendQueue turns;
    private final List<WorkHandler> others;
    private final LoopConfig config;
    private final Vertx vertx;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile List<AdaptiveTimer> pulses = List.of();

    Tracker(TrackerWork steps, Retention retention, DurationWarmup history, SendQueue turns, @All List<WorkHandler> others,
            TrackConfig config, Vertx vertx) {
        this.steps = steps;
        this.retention = retention;
        this.history = history;
        this.turns = turns;
        this.others = others;
        this.config = config.track();
        this.vertx = vertx;
    }

    /** The sandbox is reached through our own server, so the loops begin when that listens. */
    void listening(@ObservesAsync HttpServerStart server) {
        start();
    }

    void listeningSecurely(@ObservesAsync HttpsServerStart server) {
        start();
    }

    private void start() {
        if (config.mode() == TrackMode.CONTINUOUS && started.compareAndSet(false, true)) {
            AdaptiveTimer send = loop(steps::send, config.interval());
            AdaptiveTimer ask = loop(() -> history.read().chain(steps::ask), config.interval());
            AdaptiveTimer settle = loop(steps::settle, config.interval().multipliedBy(SETTLE_RARELY));
            AdaptiveTimer remove = new AdaptiveTimer(vertx, config.retentionPause(), config.retentionInterval(),
                    () -> retention.batch().map(removed -> removed == retention.most()));
            AdaptiveTimer count = new AdaptiveTimer(vertx, COUNTED_EVERY, COUNTED_EVERY,
                    () -> turns.count().replaceWith(false));
            List<AdaptiveTimer> all = new ArrayList<>(List.of(send, ask, settle, remove, count));
            others.stream().filter(WorkHandler::enabled).forEach(step -> all.add(loop(step)));
            pulses = List.copyOf(all);
            pulses.forEach(AdaptiveTimer::start);
            turns.onFree(send::wake);
        }
    }

    private AdaptiveTimer loop(WorkHandler step) {
        AdaptiveTimer pulse = loop(step::round, config.interval());
        step.onWork(pulse::wake);
        return pulse;
    }

    private AdaptiveTimer loop(Supplier<Uni<WorkDispatcher.Round>> round, Duration rare) {
        return new AdaptiveTimer(vertx, config.pace(), rare, () -> round.get().map(Tracker::busy));
    }

    private static boolean busy(WorkDispatcher.Round begun) {
        return begun.count() > 0 || begun.more();
    }

    @PreDestroy
    void stop() {
        pulses.forEach(AdaptiveTimer::stop);
    }
}
