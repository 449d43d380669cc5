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
 * The requests that wait for a task: a create for its outcome, a query for the end of the task. A long poll costs a map
 * entry, a timer and one read of the ledger at its start, but no thread; a change wakes it. The number is bounded: when all
 * slots are in use, a request is answered at once.
 */
@Singleton
public class LongPolls implements ChangeDispatcher.Listener {
    /** The priority at a stop: long polls and event streams end before the stop waits for the sends in flight. */
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
     * Waits until the task fulfils a condition.
     *
     * @param task the task as the caller of this method knows it; it may be out of date, so it is read once more
     * @param enough the condition; fast and without side effects
     * @param longest the longest wait; zero or less to answer at once
     * @return the newest version of the task that was seen, when the condition is true, the time is over, no slot is free or
     *         the process is stopping
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
        // Finds a version that was written before this poll was registered. If the ledger fails, the poll only waits.
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

    /** Answers all long polls with the newest version seen, while connections still work. */
    void stop(@Observes @Priority(FIRST) ShutdownDelayInitiatedEvent event) {
        stopping = true;
        waiting.values().forEach(all -> all.forEach(LongPoll::answer));
    }

    int size() {
        return waiting.size();
    }
}
