package dev.zoetrope.flow;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;

/**
 * Runs work that continues when its caller hangs up. Quarkus cancels the {@code Uni} that a resource returned when the
 * connection closes, but a hang-up must not cancel work that costs money. Work that is started here always runs to its end.
 *
 * @param <T> the result of the work
 */
final class DetachedUni<T> {
    private final Vertx vertx;
    private final UniEmitter<? super T> listener;

    private DetachedUni(Vertx vertx, UniEmitter<? super T> listener) {
        this.vertx = vertx;
        this.listener = listener;
    }

    /** Starts the work on subscription and emits its result. */
    static <T> Uni<T> start(Vertx vertx, Function<DetachedUni<T>, Uni<? extends T>> work) {
        return Uni.createFrom().emitter(listener -> work.apply(new DetachedUni<>(vertx, listener)).subscribe()
                .with(listener::complete, listener::fail));
    }

    /**
     * Limits the time that the subscriber waits, counted from now. Then it gets the other item, and the work continues.
     *
     * @param maxWait at least 1 ms; a shorter time counts as 1 ms
     * @param fallback supplies the other item
     */
    void completeAfter(Duration maxWait, Supplier<T> fallback) {
        long timer = vertx.setTimer(Math.max(1, maxWait.toMillis()), ignored -> listener.complete(fallback.get()));
        listener.onTermination(() -> vertx.cancelTimer(timer));
    }
}
