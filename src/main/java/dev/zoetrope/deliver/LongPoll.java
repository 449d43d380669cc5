package dev.zoetrope.deliver;

import java.util.function.Predicate;

import dev.zoetrope.video.Task;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Somebody who waits for a task to come to something; told once, where it began to wait. */
final class LongPoll {
    private final Predicate<Task> enough;
    private final UniEmitter<? super Task> emitter;
    private final Context context = Vertx.currentContext();
    private Task latest;

    LongPoll(Task task, Predicate<Task> enough, UniEmitter<? super Task> emitter) {
        this.latest = task;
        this.enough = enough;
        this.emitter = emitter;
    }

    /** Takes the task as it is now, or was; an older one is nothing new. */
    void see(Task task) {
        boolean over;
        synchronized (this) {
            if (task.version() < latest.version()) {
                return;
            }
            latest = task;
            over = enough.test(task);
        }
        if (over) {
            answer();
        }
    }

    /** The task as it was last seen. */
    void answer() {
        Task answer;
        synchronized (this) {
            answer = latest;
        }
        if (context == null || Vertx.currentContext() == context) {
            emitter.complete(answer);
        } else {
            context.runOnContext(told -> emitter.complete(answer));
        }
    }
}
