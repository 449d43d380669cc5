package dev.zoetrope.track;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.zoetrope.video.Caller;

/** The admission of a new create: it has a slot and may be sent at once, or it is counted as waiting. Used once. */
public final class SendSlot {
    private final SendQueue sendQueue;
    private final Caller caller;
    private final boolean hasSlot;
    private final AtomicBoolean used = new AtomicBoolean();

    SendSlot(SendQueue sendQueue, Caller caller, boolean hasSlot) {
        this.sendQueue = sendQueue;
        this.caller = caller;
        this.hasSlot = hasSlot;
    }

    /** Whether the create has a slot and may be sent at once. */
    public boolean hasSlot() {
        return hasSlot;
    }

    /** Marks the admission as used: the create is being sent or waits. From now on the sender frees the slot. */
    void markUsed() {
        used.set(true);
    }

    /**
     * Releases the slot or the waiting count of a create that will not be sent. Does nothing after {@link #markUsed}, or when
     * called again.
     */
    public void release() {
        if (used.compareAndSet(false, true)) {
            if (hasSlot) {
                sendQueue.freeSlot();
            } else {
                sendQueue.removeWaiting(caller);
                sendQueue.markStored(caller);
            }
        }
    }
}
