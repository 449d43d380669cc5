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
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/**
 * Whose turn it is: how many creates are on their way at once, and how many wait for that. A create that finds a free
 * place is sent at once. While others have found none it queues behind them, in the ledger, from where the tracker
 * takes each caller's first before anybody's second.
 *
 * <p>
 * The counts of those who wait are this process's own, put right by the ledger's now and then: with several replicas the
 * bound may be passed by as much as they take in meanwhile.
 */
@Singleton
public class Turns {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final int mostInFlight;
    private final int mostWaiting;
    private final int mostOfOneCaller;
    private final Map<Caller, Integer> waiting = new HashMap<>();
    private final Set<TaskId> parked = new HashSet<>();
    private int allWaiting;
    private int inFlight;
    private Runnable onFree = () -> {
    };

    @Inject
    Turns(Ledger ledger, TrackConfig config) {
        this(ledger, config.upstream().maxInFlight(), config.submit().maxPending(),
                config.submit().maxPendingPerCaller());
    }

    Turns(Ledger ledger, int mostInFlight, int mostWaiting, int mostOfOneCaller) {
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
    public synchronized Turn next(Caller caller) {
        if (allWaiting >= mostWaiting || waiting.getOrDefault(caller, 0) >= mostOfOneCaller) {
            throw Failure.unavailable("too_many_pending",
                    "Too many creates wait to be sent already; nothing was taken.", SOON).exception();
        }
        boolean place = parked.isEmpty() && inFlight < mostInFlight;
        if (place) {
            inFlight++;
        } else {
            waits(caller);
        }
        return new Turn(this, caller, place);
    }

    /** Takes up to so many free places for creates that wait; each is to be given back by {@link #free}. */
    synchronized int take(int most) {
        int taken = Math.min(most, mostInFlight - inFlight);
        inFlight += Math.max(0, taken);
        return Math.max(0, taken);
    }

    /** A place is free again. */
    void free() {
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
    void onFree(Runnable listener) {
        onFree = listener;
    }

    /** This one waits for a place. */
    synchronized void parked(TaskId id) {
        parked.add(id);
    }

    /**
     * All that was due is taken: those still thought to wait for a place were cancelled, or another replica has sent
     * them.
     */
    synchronized void nobodyLeft() {
        parked.clear();
    }

    /** One more of this caller waits to be sent. */
    synchronized void waits(Caller caller) {
        waiting.merge(caller, 1, Integer::sum);
        allWaiting++;
    }

    /** One of this caller's no longer waits. */
    synchronized void waitsNoMore(Caller caller) {
        Integer before = waiting.get(caller);
        if (before != null) {
            waiting.compute(caller, (any, count) -> count > 1 ? count - 1 : null);
            allWaiting--;
        }
    }

    /** It is being sent, or has ended. */
    synchronized void begun(TaskId id, Caller caller) {
        parked.remove(id);
        waitsNoMore(caller);
    }

    /** How many places are free. */
    synchronized int room() {
        return mostInFlight - inFlight;
    }

    /** Puts the counts right by the ledger's. */
    Uni<Void> count() {
        return ledger.waiting().invoke(this::counted).replaceWithVoid();
    }

    synchronized void counted(Map<Caller, Integer> counts) {
        waiting.clear();
        waiting.putAll(counts);
        allWaiting = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (allWaiting == 0) {
            parked.clear();
        }
    }
}
