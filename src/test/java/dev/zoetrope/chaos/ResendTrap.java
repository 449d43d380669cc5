package dev.zoetrope.chaos;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import dev.zoetrope.chaos.ResendRows.Stamp;
import dev.zoetrope.fake.Wire;

/**
 * Waits for the next create that is sent again or handed over, at whichever gateway, and breaks its line at the armed point;
 * once.
 */
final class ResendTrap {

    /** What a connection is about to send. */
    enum Point {
        /** The transition to {@code sending}. */
        WRITE,
        /** The COMMIT of that transition. */
        COMMIT
    }

    private record Armed(Outage outage, CompletableFuture<Caught> caught) {
    }

    private final Function<Set<String>, Map<String, Stamp>> waiting;
    private final AtomicReference<Armed> armed = new AtomicReference<>();

    /** @param waiting of these tasks, those that wait to be sent, as the ledger has them */
    ResendTrap(Function<Set<String>, Map<String, Stamp>> waiting) {
        this.waiting = waiting;
    }

    /** Completes when a resend is caught. */
    CompletableFuture<Caught> arm(Outage outage) {
        CompletableFuture<Caught> caught = new CompletableFuture<>();
        armed.set(new Armed(outage, caught));
        return caught;
    }

    /** @return whether nothing was caught, and nothing will be */
    boolean disarm() {
        return armed.getAndSet(null) != null;
    }

    /** @return how the line breaks now; empty: it does not */
    Optional<Wire.Break> reached(Point point, int place, Set<String> tasks) {
        Armed now = armed.get();
        if (now == null || now.outage.tear().point() != point) {
            return Optional.empty();
        }
        Map<String, Stamp> resends = new HashMap<>(waiting.apply(tasks));
        resends.values().removeIf(stamp -> stamp.handedOver() != now.outage.handover());
        if (resends.isEmpty() || !armed.compareAndSet(now, null)) {
            return Optional.empty();
        }
        now.caught.complete(new Caught(place, System.nanoTime(), resends));
        return Optional.of(now.outage.lineBreak());
    }
}
