package dev.zoetrope.deliver;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.ledger.Change;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;

/**
 * Who waits for a task: a create for its outcome, a caller for the end. Whoever waits costs a place in a map and a timer,
 * no thread and no look at the ledger but the first; a change wakes it. Bounded: who comes when all places are taken is
 * answered at once.
 */
@Singleton
public class LongPolls implements ChangeDispatcher.Listener {
    /** Before a stop waits for the sends under way. */
    public static final int FIRST = 100;
    private final Ledger ledger;
    private final Vertx vertx;
    private final Semaphore places;
    private final ConcurrentMap<TaskId, List<LongPoll>> waiting = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    @Inject
    LongPolls(ChangeDispatcher news, Ledger ledger, Vertx vertx, WaitConfig config) {
        this(ledger, vertx, config.most());
        news.join(this);
    }

    LongPolls(Ledger ledger, Vertx vertx, int most) {
        this.ledger = ledger;
        this.vertx = vertx;
        this.places = new Semaphore(most);
    }

    /**
     * The task as soon as this is true of it, or as it was last seen when the time is up.
     *
     * @param task as it is known, perhaps no longer quite as it is: it is looked at once more
     * @param enough quick, and pure
     * @param longest zero or less: at once
     */
    public Uni<Task> until(Task task, Predicate<Task> enough, Duration longest) {
        return Uni.createFrom().emitter(emitter -> {
            if (enough.test(task) || longest.isZero() || longest.isNegative() || stopping || !places.tryAcquire()) {
                emitter.complete(task);
            } else {
                await(task, enough, longest, emitter);
            }
        });
    }

    private void await(Task task, Predicate<Task> enough, Duration longest, UniEmitter<? super Task> emitter) {
        LongPoll waiter = new LongPoll(task, enough, emitter);
        long timer = vertx.setTimer(Math.max(1, longest.toMillis()), late -> waiter.answer());
        emitter.onTermination(() -> leave(task.id(), waiter, timer));
        waiting.compute(task.id(), (id, others) -> {
            List<LongPoll> all = others == null ? new CopyOnWriteArrayList<>() : others;
            all.add(waiter);
            return all;
        });
        // What was written between the caller's look and now; a storage that does not answer changes nothing.
        ledger.find(task.id()).subscribe().with(found -> found.ifPresent(waiter::see), trouble -> {
        });
        if (stopping) {
            waiter.answer();
        }
    }

    private void leave(TaskId id, LongPoll waiter, long timer) {
        vertx.cancelTimer(timer);
        places.release();
        waiting.computeIfPresent(id, (any, others) -> {
            others.remove(waiter);
            return others.isEmpty() ? null : others;
        });
    }

    @Override
    public boolean wants(Change change) {
        return waiting.containsKey(change.id());
    }

    @Override
    public void read(Task task) {
        List<LongPoll> all = waiting.get(task.id());
        if (all != null) {
            all.forEach(waiter -> waiter.see(task));
        }
    }

    /** Everybody is answered with the task as it was last seen, while connections still work. */
    void stop(@Observes @Priority(FIRST) ShutdownDelayInitiatedEvent event) {
        stopping = true;
        waiting.values().forEach(all -> all.forEach(LongPoll::answer));
    }

    int size() {
        return waiting.size();
    }
}
