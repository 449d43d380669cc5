package dev.zoetrope.flow;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;

/**
 * Work that costs money must not end because somebody hung up: Quarkus cancels what a resource returned when the
 * connection closes. What is started here goes on to its end, whoever still listens.
 *
 * @param <T> the answer
 */
final class DetachedUni<T> {
    private final Vertx vertx;
    private final UniEmitter<? super T> listener;

    private DetachedUni(Vertx vertx, UniEmitter<? super T> listener) {
        this.vertx = vertx;
        this.listener = listener;
    }

    /** Starts the work with the first subscription and passes its result on. */
    static <T> Uni<T> start(Vertx vertx, Function<DetachedUni<T>, Uni<? extends T>> work) {
        return Uni.createFrom().emitter(listener -> work.apply(new DetachedUni<>(vertx, listener)).subscribe()
                .with(listener::complete, listener::fail));
    }

    /** From now on the listener waits so long for the result; then it gets {@code otherwise}, and the work goes on. */
    void patience(Duration longest, Supplier<T> otherwise) {
        long timer = vertx.setTimer(Math.max(1, longest.toMillis()), late -> listener.complete(otherwise.get()));
        listener.onTermination(() -> vertx.cancelTimer(timer));
    }
}
