package dev.zoetrope.track;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Singleton;

import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;

/**
 * Who waits in this process for the first outcome of a create that somebody else sends: a create without a place, a
 * retry of one that is under way. As many as there are connections, each for a bounded time.
 */
@Singleton
public class Listeners {
    private final ConcurrentMap<TaskId, List<UniEmitter<? super Optional<Task>>>> waiting = new ConcurrentHashMap<>();
    private final Vertx vertx;

    Listeners(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Listens from the subscription on.
     *
     * @return the task after its next send; empty when the time is up
     */
    public Uni<Optional<Task>> outcome(TaskId id, Duration longest) {
        return Uni.createFrom().emitter(listener -> {
            waiting.compute(id, (any, others) -> {
                List<UniEmitter<? super Optional<Task>>> all = others == null ? new CopyOnWriteArrayList<>() : others;
                all.add(listener);
                return all;
            });
            long timer = vertx.setTimer(Math.max(1, longest.toMillis()), late -> listener.complete(Optional.empty()));
            listener.onTermination(() -> leave(id, listener, timer));
        });
    }

    private void leave(TaskId id, UniEmitter<?> listener, long timer) {
        vertx.cancelTimer(timer);
        waiting.computeIfPresent(id, (any, others) -> {
            others.remove(listener);
            return others.isEmpty() ? null : others;
        });
    }

    /** The send of this task has come to an outcome. */
    void tell(Task task) {
        List<UniEmitter<? super Optional<Task>>> all = waiting.remove(task.id());
        if (all != null) {
            all.forEach(listener -> listener.complete(Optional.of(task)));
        }
    }

    int size() {
        return waiting.size();
    }
}
