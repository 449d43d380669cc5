package dev.zoetrope.track;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/**
 * Limits how many creates are in flight and how many wait to be sent. A create that finds a free slot is sent at once. While
 * other creates wait for a slot, a new create waits behind them in the ledger. From there the tracker sends the first create
 * of each caller before the second of any caller.
 *
 * <p>
 * Each process counts the waiting creates itself. It corrects its counts from the ledger every second, or at each tick,
 * because other replicas send and end creates too. With several replicas the limit may be exceeded by the creates that they
 * all accept between two corrections.
 */
@Singleton
public class SendQueue {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int MAX_SKIPPED_READS = 10;

    private final Ledger ledger;
    private final int maxInFlight;
    private final int maxWaiting;
    private final int maxWaitingPerCaller;
    private final Map<Caller, Integer> waiting = new HashMap<>();
    private final Set<TaskId> queued = new HashSet<>();
    /** The part of {@link #waiting} that is not recorded as waiting in the ledger yet. */
    private final Map<Caller, Integer> unwritten = new HashMap<>();
    private long changes;
    private int skippedReads;
    private int inFlight;
    private Runnable onSlotFree = () -> {
    };

    @Inject
    SendQueue(Ledger ledger, TrackConfig config, TrackLimits limits) {
        this(ledger, config.upstream().maxInFlight(), config.submit().maxPending(),
                limits.maxPendingPerCaller(config.submit().maxPending()));
    }

    public SendQueue(Ledger ledger, int maxInFlight, int maxWaiting, int maxWaitingPerCaller) {
        this.ledger = ledger;
        this.maxInFlight = maxInFlight;
        this.maxWaiting = maxWaiting;
        this.maxWaitingPerCaller = maxWaitingPerCaller;
    }

    /**
     * Admits a new create.
     *
     * @throws dev.zoetrope.video.FailureException 503 if too many creates wait already, in total or of this caller
     */
    public synchronized SendSlot admit(Caller caller) {
        if (sum(waiting) >= maxWaiting || waiting.getOrDefault(caller, 0) >= maxWaitingPerCaller) {
            throw Failure.unavailable("too_many_pending",
                    "Too many creates wait to be sent already; this create was not stored.", RETRY_AFTER).exception();
        }
        boolean hasSlot = queued.isEmpty() && inFlight < maxInFlight;
        if (hasSlot) {
            inFlight++;
        } else {
            addWaiting(caller);
        }
        return new SendSlot(this, caller, hasSlot);
    }

    /**
     * Takes free slots for waiting creates. Each slot must be freed by {@link #freeSlot}.
     *
     * @param max the maximum number of slots to take
     * @return the number of slots taken, at least 0
     */
    public synchronized int takeSlots(int max) {
        int taken = Math.min(max, maxInFlight - inFlight);
        inFlight += Math.max(0, taken);
        return Math.max(0, taken);
    }

    /** Frees a slot. */
    public void freeSlot() {
        boolean somebodyWaits;
        synchronized (this) {
            inFlight--;
            somebodyWaits = !queued.isEmpty();
        }
        if (somebodyWaits) {
            onSlotFree.run();
        }
    }

    /** Calls the listener, because a create can be sent now. */
    void notifyListener() {
        onSlotFree.run();
    }

    /**
     * Sets the listener that is called when a create that waits for a slot may be sent. It replaces the previous listener.
     */
    public void onSlotFree(Runnable listener) {
        onSlotFree = listener;
    }

    /** Records that this create waits for a slot. */
    public synchronized void queued(TaskId id) {
        queued.add(id);
    }

    /** Counts one more waiting create of this caller. A call of {@link #markStored} must follow. */
    public synchronized void addWaiting(Caller caller) {
        waiting.merge(caller, 1, Integer::sum);
        unwritten.merge(caller, 1, Integer::sum);
        changes++;
    }

    /**
     * Records that the ledger now contains one more waiting create of this caller, or that this create will never be stored.
     */
    public synchronized void markStored(Caller caller) {
        decrement(unwritten, caller);
        changes++;
    }

    /** Counts one waiting create of this caller less. */
    synchronized void removeWaiting(Caller caller) {
        decrement(waiting, caller);
        changes++;
    }

    /** Records that a waiting create is being sent, or has ended without a send. */
    public synchronized void removeWaiting(Task task) {
        queued.remove(task.id());
        removeWaiting(task.caller());
    }

    /** Records that no create waits for a slot any more: this process or another one sent or ended each of them. */
    public synchronized void clearQueued() {
        queued.clear();
    }

    /** The number of free slots. */
    public synchronized int freeSlots() {
        return maxInFlight - inFlight;
    }

    /** Corrects the counts from the ledger. */
    public Uni<Void> refreshCounts() {
        return Uni.createFrom().deferred(() -> {
            long before = changes();
            return ledger.pendingByCaller().invoke(counts -> applyCounts(counts, before)).replaceWithVoid();
        });
    }

    private synchronized long changes() {
        return changes;
    }

    /**
     * A change in this process during the read may or may not be in the counts of the ledger. So the counts are used only if
     * nothing changed, or if the counts of 10 reads in a row could not be used, because a small error is better than one
     * that grows.
     */
    private synchronized void applyCounts(Map<Caller, Integer> counts, long before) {
        if (changes != before && skippedReads++ < MAX_SKIPPED_READS) {
            return;
        }
        skippedReads = 0;
        waiting.clear();
        waiting.putAll(counts);
        unwritten.forEach((caller, count) -> waiting.merge(caller, count, Integer::sum));
    }

    private static void decrement(Map<Caller, Integer> counts, Caller caller) {
        counts.computeIfPresent(caller, (any, count) -> count > 1 ? count - 1 : null);
    }

    private static int sum(Map<Caller, Integer> counts) {
        int sum = 0;
        for (int count : counts.values()) {
            sum += count;
        }
        return sum;
    }
}
