package dev.zoetrope.boot;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.Outbox;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.work.WorkMode;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/**
 * Counts the tasks of each status and the waiting callbacks every 15 s for the gauges, because a scrape must not query the
 * ledger. In on-demand mode nothing is counted.
 */
@ApplicationScoped
class TaskGauges {
    private static final Logger LOG = Logger.getLogger(TaskGauges.class);
    private static final long INTERVAL_MILLIS = 15_000;

    private final Ledger ledger;
    private final Outbox outbox;
    private final Meters meters;
    private final TrackConfig config;
    private final Vertx vertx;
    private long timer = -1;

    TaskGauges(Ledger ledger, Outbox outbox, Meters meters, TrackConfig config, Vertx vertx) {
        this.ledger = ledger;
        this.outbox = outbox;
        this.meters = meters;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent start) {
        if (config.track().mode() == WorkMode.CONTINUOUS) {
            timer = vertx.setPeriodic(INTERVAL_MILLIS, tick -> {
                ledger.countByStatus().subscribe().with(meters::tasks, TaskGauges::logFailure);
                outbox.countWaiting().subscribe().with(meters::webhooksWaiting, TaskGauges::logFailure);
            });
        }
    }

    private static void logFailure(Throwable failure) {
        LOG.debug("The tasks or the waiting callbacks could not be counted", failure);
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }
}
