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
 * The loops of {@code zoetrope.track.mode=continuous}. They send creates, poll, expire leases, delete old tasks, and run the
 * handlers of other packages. Each has its own timer, so none waits for another.
 */
@ApplicationScoped
public class Tracker {
    /**
     * Expired leases are searched for at intervals that are this many times longer: a lease lasts for more than half a
     * minute, so a few seconds more do not matter.
     */
    private static final int SETTLE_RARELY = 10;

    /** How often the counts of waiting creates are corrected: other replicas send and end creates too. */
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

    /** Starts the loops when the server listens, because the sandbox is reached through this process's own server. */
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
