package dev.zoetrope.flow;

import java.time.Duration;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Work that costs money must not end because somebody hung up: Quarkus cancels what a resource returned when the
 * connection closes. What is started here goes on to its end, whoever still listens.
 */
final class Detached {
    private Detached() {
    }

    /**
     * Starts the work with the first subscription and passes its result on.
     *
     * @param longest how long the subscriber waits; then it gets {@code otherwise}, and the work still goes on
     */
    static <T> Uni<T> start(Vertx vertx, Uni<T> work, Duration longest, Supplier<T> otherwise) {
        return Uni.createFrom().emitter(listener -> {
            long timer = vertx.setTimer(Math.max(1, longest.toMillis()), late -> listener.complete(otherwise.get()));
            work.subscribe().with(item -> {
                vertx.cancelTimer(timer);
                listener.complete(item);
            }, failure -> {
                vertx.cancelTimer(timer);
                listener.fail(failure);
            });
        });
    }
}
