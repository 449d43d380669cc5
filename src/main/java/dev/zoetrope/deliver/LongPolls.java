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
 * The requests that wait for a task: a create for its outcome, a query for the end of the task. A change of the task wakes a
 * long poll. A long poll costs a map entry, a timer and one read of the ledger at its start, but no thread. The number is
 * bounded: when all slots are in use, a request is answered at once.
 */
@Singleton
public class LongPolls implements ChangeDispatcher.Listener {
    /** The priority at a stop: long polls and event streams end before the stop waits for the sends in flight. */
    public static final int STOP_PRIORITY = 100;
    /** About 1 KB each. More than the connections, because one HTTP/2 connection may carry many requests. */
    private static final int MAX_LONG_POLLS = 20_000;

    private final Ledger ledger;
    private final Vertx vertx;
    private final Semaphore slots;
    private final ConcurrentMap<TaskId, List<LongPoll>> pollsByTask = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    @Inject
    LongPolls(ChangeDispatcher dispatcher, Ledger ledger, Vertx vertx) {
        this(ledger, vertx, MAX_LONG_POLLS);
        dispatcher.addListener(this);
    }

    LongPolls(Ledger ledger, Vertx vertx, int max) {
        this.ledger = ledger;
        this.vertx = vertx;
        this.slots = new Semaphore(max);
    }

    /**
     * Waits until the task fulfils a condition.
     *
     * @param task the task as the caller of this method knows it; it may be out of date, so it is read once more
     * @param condition the condition; fast and without side effects
     * @param maxWait the longest wait; zero or less to answer at once
     * @return the newest version of the task that was seen, when the condition is true, the time is over, no slot is free or
     *         the process is stopping
     */
    public Uni<Task> until(Task task, Predicate<Task> condition, Duration maxWait) {
        return Uni.createFrom().emitter(emitter -> {
            if (condition.test(task) || maxWait.isZero() || maxWait.isNegative() || stopping || !slots.tryAcquire()) {
                emitter.complete(task);
            } else {
                register(task, condition, maxWait, emitter);
            }
        });
    }

    private void register(Task task, Predicate<Task> condition, Duration maxWait, UniEmitter<? super Task> emitter) {
        LongPoll longPoll = new LongPoll(task, condition, emitter);
        long timer = vertx.setTimer(Math.max(1, maxWait.toMillis()), ignored -> longPoll.complete());
        emitter.onTermination(() -> unregister(task.id(), longPoll, timer));
        pollsByTask.compute(task.id(), (id, others) -> {
            List<LongPoll> all = others == null ? new CopyOnWriteArrayList<>() : others;
            all.add(longPoll);
            return all;
        });
        // Finds a version that was written before this poll was registered. If this read fails, the poll waits for the next
        // change.
        ledger.find(task.id()).subscribe().with(found -> found.ifPresent(longPoll::update), error -> {
        });
        if (stopping) {
            longPoll.complete();
        }
    }

    private void unregister(TaskId id, LongPoll longPoll, long timer) {
        vertx.cancelTimer(timer);
        slots.release();
        pollsByTask.computeIfPresent(id, (any, others) -> {
            others.remove(longPoll);
            return others.isEmpty() ? null : others;
        });
    }

    @Override
    public boolean wants(Change change) {
        return pollsByTask.containsKey(change.id());
    }

    @Override
    public void onChange(Task task) {
        List<LongPoll> all = pollsByTask.get(task.id());
        if (all != null) {
            all.forEach(longPoll -> longPoll.update(task));
        }
    }

    /** Answers all long polls with the newest version seen, before connections are closed. */
    void stop(@Observes @Priority(STOP_PRIORITY) ShutdownDelayInitiatedEvent event) {
        stopping = true;
        pollsByTask.values().forEach(all -> all.forEach(LongPoll::complete));
    }

    int size() {
        return pollsByTask.size();
    }
}
