package dev.zoetrope.sandbox.render;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Lets so many renders go on at once and the others wait in order, without a thread of theirs. How many may wait is the
 * caller's business, who counts tasks before they get here.
 */
public final class RenderSlots {
    private final int width;
    private final Deque<UniEmitter<? super Void>> waiting = new ArrayDeque<>();
    private int running;

    public RenderSlots(int width) {
        this.width = width;
    }

    /** Runs the work when its turn comes; the slot is given on when it has ended, however it ends. */
    public <T> Uni<T> run(Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().<Void> emitter(this::enter)
                .chain(() -> Uni.createFrom().<T> deferred(work).onTermination().invoke(this::leave));
    }

    private void enter(UniEmitter<? super Void> turn) {
        synchronized (this) {
            if (running >= width) {
                waiting.add(turn);
                return;
            }
            running++;
        }
        turn.complete(null);
    }

    private void leave() {
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
