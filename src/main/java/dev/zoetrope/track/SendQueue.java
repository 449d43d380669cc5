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
 * Whose turn it is: how many creates are on their way at once, and how many wait for that. A create that finds a free
 * place is sent at once. While others have found none it queues behind them, in the ledger, from where the tracker
 * takes each caller's first before anybody's second.
 *
 * <p>
 * The counts of those who wait are this process's own, put right by the ledger's now and then, as other replicas send and
 * give up, too: with several the bound may be passed by as much as they take in meanwhile.
 */
@Singleton
public class SendQueue {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int MOST_MISSES = 10;

    private final Ledger ledger;
    private final int mostInFlight;
    private final int mostWaiting;
    private final int mostOfOneCaller;
    private final Map<Caller, Integer> waiting = new HashMap<>();
    private final Set<TaskId> parked = new HashSet<>();
    /** Those of them that the ledger does not have as waiting yet. */
    private final Map<Caller, Integer> unwritten = new HashMap<>();
    private long changes;
    private int misses;
    private int inFlight;
    private Runnable onFree = () -> {
    };

    @Inject
    SendQueue(Ledger ledger, TrackConfig config) {
        this(ledger, config.upstream().maxInFlight(), config.submit().maxPending(),
                config.submit().maxPendingPerCaller());
    }

    public SendQueue(Ledger ledger, int mostInFlight, int mostWaiting, int mostOfOneCaller) {
        this.ledger = ledger;
        this.mostInFlight = mostInFlight;
        this.mostWaiting = mostWaiting;
        this.mostOfOneCaller = mostOfOneCaller;
    }

    /**
     * Takes a new create in.
     *
     * @throws dev.zoetrope.video.FailureException 503 when too many wait already, in all or of this caller
     */
    public synchronized SendSlot next(Caller caller) {
        if (sum(waiting) >= mostWaiting || waiting.getOrDefault(caller, 0) >= mostOfOneCaller) {
            throw Failure.unavailable("too_many_pending",
                    "Too many creates wait to be sent already; nothing was taken.", SOON).exception();
        }
        boolean place = parked.isEmpty() && inFlight < mostInFlight;
        if (place) {
            inFlight++;
        } else {
            waits(caller);
        }
        return new SendSlot(this, caller, place);
    }

    /** Takes up to so many free places for creates that wait; each is to be given back by {@link #free}. */
    public synchronized int take(int most) {
        int taken = Math.min(most, mostInFlight - inFlight);
        inFlight += Math.max(0, taken);
        return Math.max(0, taken);
    }

    /** A place is free again. */
    public void free() {
        boolean somebodyWaits;
        synchronized (this) {
            inFlight--;
            somebodyWaits = !parked.isEmpty();
        }
        if (somebodyWaits) {
            onFree.run();
        }
    }

    /** There is something to be sent now. */
    void wake() {
        onFree.run();
    }

    /** Who is told that a place is free while creates have none; one at most. */
    public void onFree(Runnable listener) {
        onFree = listener;
    }

    /** This one waits for a place. */
    public synchronized void parked(TaskId id) {
        parked.add(id);
    }

    /** One more of this caller waits to be sent; to be followed by {@link #written}. */
    public synchronized void waits(Caller caller) {
        waiting.merge(caller, 1, Integer::sum);
        unwritten.merge(caller, 1, Integer::sum);
        changes++;
    }

    /** The ledger has it as waiting, or never will. */
    public synchronized void written(Caller caller) {
        less(unwritten, caller);
        changes++;
    }

    /** One of this caller's no longer waits. */
    synchronized void waitsNoMore(Caller caller) {
        less(waiting, caller);
        changes++;
    }

    /** It is being sent, or has ended without. */
    public synchronized void begun(Task task) {
        parked.remove(task.id());
        waitsNoMore(task.caller());
    }

    /** Nobody is left who waits for a place: those who did were begun here or by others. */
    public synchronized void caughtUp() {
        parked.clear();
    }

    /** How many places are free. */
    public synchronized int room() {
        return mostInFlight - inFlight;
    }

    /** Puts the counts right by the ledger's. */
    public Uni<Void> count() {
        return Uni.createFrom().deferred(() -> {
            long before = changes();
            return ledger.waiting().invoke(counts -> counted(counts, before)).replaceWithVoid();
        });
    }

    private synchronized long changes() {
        return changes;
    }

    /**
     * What changed here while the ledger was read may or may not be in its counts, so they are only taken when nothing
     * did; or when that goes on for long, as then to be wrong by a few is better than by ever more.
     */
    private synchronized void counted(Map<Caller, Integer> counts, long before) {
        if (changes != before && misses++ < MOST_MISSES) {
            return;
        }
        misses = 0;
        waiting.clear();
        waiting.putAll(counts);
        unwritten.forEach((caller, count) -> waiting.merge(caller, count, Integer::sum));
    }

    private static void less(Map<Caller, Integer> counts, Caller caller) {
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
