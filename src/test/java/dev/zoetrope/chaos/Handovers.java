package dev.zoetrope.chaos;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** The moments at which a vendor says no, so that the gateway may hand the create over to the next vendor or key. */
final class Handovers {

    /**
     * A vendor says no.
     *
     * @param prompt of the create
     * @param place of the gateway that sent it
     * @param account that it was sent with
     */
    record Handover(String prompt, int place, Account account) {
    }

    /** Lets a vendor wait with its answer. */
    static final class Hold {
        private final CompletableFuture<Handover> reached = new CompletableFuture<>();
        private Runnable answer;
        private boolean released;

        private void reach(Handover handover, Runnable no) {
            synchronized (this) {
                answer = no;
            }
            reached.complete(handover);
        }

        /** The vendor answers. */
        synchronized void release() {
            if (answer != null && !released) {
                answer.run();
            }
            released = true;
        }
    }

    private final AtomicReference<CompletableFuture<Handover>> awaited = new AtomicReference<>();
    private final AtomicReference<Hold> armed = new AtomicReference<>();

    /** The next no, when it is out; null if none comes in this time. */
    Handover next(long millis) {
        CompletableFuture<Handover> next = new CompletableFuture<>();
        awaited.set(next);
        return get(next, millis);
    }

    /** The next no is held back until it is released. */
    Hold hold() {
        Hold hold = new Hold();
        armed.set(hold);
        return hold;
    }

    /** What the hold has reached; null if it reaches nothing in this time and will not. */
    Handover reached(Hold hold, long millis) {
        Handover handover = get(hold.reached, millis);
        return handover == null && !armed.compareAndSet(hold, null) ? hold.reached.join() : handover;
    }

    private static Handover get(CompletableFuture<Handover> next, long millis) {
        try {
            return next.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException nobody) {
            return null;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A vendor is about to say no; it does when nobody holds it back. */
    void begins(Handover handover, Runnable no) {
        Hold hold = armed.getAndSet(null);
        if (hold == null) {
            no.run();
        } else {
            hold.reach(handover, no);
        }
    }

    /** The no is out. */
    void said(Handover handover) {
        CompletableFuture<Handover> next = awaited.getAndSet(null);
        if (next != null) {
            next.complete(handover);
        }
    }
}
