package dev.zoetrope.track.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.zoetrope.track.LoopConfig;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackLimits;
import dev.zoetrope.track.VendorLoad;
import dev.zoetrope.track.poll.DurationWarmup;
import dev.zoetrope.work.WorkDispatcher;
import dev.zoetrope.work.WorkHandler;
import dev.zoetrope.work.WorkMode;
import io.quarkus.arc.All;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServer;
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
    private static final int EXPIRY_INTERVALS = 10;

    /** How often the counts of waiting creates are corrected: other replicas send and end creates too. */
    private static final Duration COUNT_INTERVAL = Duration.ofSeconds(1);

    private static final Duration START_CHECK_INTERVAL = Duration.ofMillis(10);
    private static final long NONE = -1;

    private final TrackerWork work;
    private final Retention retention;
    private final DurationWarmup warmup;
    private final SendQueue sendQueue;
    private final VendorLoad load;
    private final List<WorkHandler> handlers;
    private final LoopConfig config;
    private final TrackLimits limits;
    private final HttpServer server;
    private final Vertx vertx;
    private volatile long startCheck = NONE;
    private volatile List<AdaptiveTimer> timers = List.of();

    Tracker(TrackerWork work, Retention retention, DurationWarmup warmup, SendQueue sendQueue, VendorLoad load,
            @All List<WorkHandler> others,
            TrackConfig config, TrackLimits limits, HttpServer server, Vertx vertx) {
        this.work = work;
        this.retention = retention;
        this.warmup = warmup;
        this.sendQueue = sendQueue;
        this.load = load;
        this.handlers = others;
        this.config = config.track();
        this.limits = limits;
        this.server = server;
        this.vertx = vertx;
    }

    /**
     * Starts the loops once all servers listen: the sandbox is reached through this process's own server, and a start that
     * fails must leave no loop behind.
     */
    void onStartup(@Observes StartupEvent startup) {
        if (config.mode() == WorkMode.CONTINUOUS) {
            startCheck = vertx.setPeriodic(START_CHECK_INTERVAL.toMillis(), ignored -> {
                if (Application.currentApplication().isStarted() && vertx.cancelTimer(startCheck) && servesCallers()) {
                    start();
                }
            });
        }
    }

    /** A command such as {@code restored} starts the application without a port, and must send nothing. */
    private boolean servesCallers() {
        return server.getPort() > 0 || server.getSecurePort() > 0;
    }

    private void start() {
        AdaptiveTimer send = loop(work::send, config.interval());
        AdaptiveTimer poll = loop(() -> warmup.load().chain(work::poll), config.interval());
        AdaptiveTimer expire = loop(work::expireLeases, config.interval().multipliedBy(EXPIRY_INTERVALS));
        AdaptiveTimer delete = new AdaptiveTimer(vertx, limits.retention().pause(), limits.retention().interval(),
                () -> retention.deleteBatch().map(deleted -> deleted == retention.batchSize()));
        AdaptiveTimer count = new AdaptiveTimer(vertx, COUNT_INTERVAL, COUNT_INTERVAL,
                () -> sendQueue.refreshCounts().chain(load::refresh).replaceWith(false));
        List<AdaptiveTimer> all = new ArrayList<>(List.of(send, poll, expire, delete, count));
        handlers.stream().filter(WorkHandler::enabled).forEach(step -> all.add(loop(step)));
        timers = List.copyOf(all);
        timers.forEach(AdaptiveTimer::start);
        load.warnOfMissingVendors().subscribe().with(counted -> {
        });
        sendQueue.onSlotFree(send::wake);
    }

    private AdaptiveTimer loop(WorkHandler step) {
        AdaptiveTimer timer = loop(step::runRound, config.interval());
        step.setWakeUp(timer::wake);
        return timer;
    }

    private AdaptiveTimer loop(Supplier<Uni<WorkDispatcher.Round>> roundRunner, Duration idleInterval) {
        return new AdaptiveTimer(vertx, limits.pace(), idleInterval, () -> roundRunner.get().map(Tracker::foundWork));
    }

    private static boolean foundWork(WorkDispatcher.Round round) {
        return round.count() > 0 || round.more();
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(startCheck);
        timers.forEach(AdaptiveTimer::stop);
    }
}
