package dev.zoetrope.sandbox.render;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Limits the number of concurrent renders. Other renders wait in order, without occupying a thread. The number of waiting
 * renders is not limited here: {@link dev.zoetrope.sandbox.Sandbox} limits the number of tasks.
 */
public final class RenderSlots {
    private final int capacity;
    private final Deque<UniEmitter<? super Void>> waiting = new ArrayDeque<>();
    private int running;

    public RenderSlots(int width) {
        this.capacity = width;
    }

    /** Runs the work when a slot is free. Frees the slot when the work ends, fails or is cancelled. */
    public <T> Uni<T> run(Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().<Void> emitter(this::acquire)
                .chain(() -> Uni.createFrom().<T> deferred(work).onTermination().invoke(this::release));
    }

    private void acquire(UniEmitter<? super Void> turn) {
        synchronized (this) {
            if (running >= capacity) {
                waiting.add(turn);
                return;
            }
            running++;
        }
        turn.complete(null);
    }

    private void release() {
        UniEmitter<? super Void> next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                running--;
            }
        }
        if (next != null) {
            next.complete(null);
        }
    }
}
