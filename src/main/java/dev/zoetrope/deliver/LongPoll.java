package dev.zoetrope.deliver;

import java.util.function.Predicate;

import dev.zoetrope.video.Task;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * One request that waits until its task fulfils a condition. It is answered once, on the context on which the wait began.
 */
final class LongPoll {
    private final Predicate<Task> condition;
    private final UniEmitter<? super Task> emitter;
    private final Context context = Vertx.currentContext();
    private Task latest;

    LongPoll(Task task, Predicate<Task> condition, UniEmitter<? super Task> emitter) {
        this.latest = task;
        this.condition = condition;
        this.emitter = emitter;
    }

    /** Gets a version of the task, and answers if it fulfils the condition. An older version than the last is ignored. */
    void update(Task task) {
        boolean done;
        synchronized (this) {
            if (task.version() < latest.version()) {
                return;
            }
            latest = task;
            done = condition.test(task);
        }
        if (done) {
            complete();
        }
    }

    /** Answers with the newest version of the task that was seen. */
    void complete() {
        Task answer;
        synchronized (this) {
            answer = latest;
        }
        if (context == null || Vertx.currentContext() == context) {
            emitter.complete(answer);
        } else {
            context.runOnContext(ignored -> emitter.complete(answer));
        }
    }
}
