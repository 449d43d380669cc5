package dev.zoetrope.flow;

import java.time.Clock;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.zoetrope.deliver.LongPolls;
import dev.zoetrope.track.TaskRefresh;
import io.vertx.core.Vertx;

/** Selects once, by {@code zoetrope.track.mode}, how requests get their tasks to an outcome and to an end. */
class RequestModeProducer {
    @Produces
    @Singleton
    RequestMode mode(LongPolls longPolls, TaskRefresh refresh, Clock clock, Vertx vertx) {
        return refresh.doesDueWork() ? new OnDemandMode(longPolls, refresh, clock, vertx)
                : new ContinuousMode(longPolls, refresh, clock, vertx);
    }
}
