package dev.zoetrope.track;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.zoetrope.video.Caller;

/** The admission of a new create: it has a slot and may be sent at once, or it is counted as waiting. Used once. */
public final class SendSlot {
    private final SendQueue turns;
    private final Caller caller;
    private final boolean place;
    private final AtomicBoolean used = new AtomicBoolean();

    SendSlot(SendQueue turns, Caller caller, boolean place) {
        this.turns = turns;
        this.caller = caller;
        this.place = place;
    }

    /** Whether the create has a slot and may be sent at once. */
    public boolean place() {
        return place;
    }

    /** Marks the admission as used: the create is being sent or waits. From now on the sender frees the slot. */
    void use() {
        used.set(true);
    }

    /**
     * Releases the slot or the waiting count of a create that will not be sent. Does nothing after {@link #use}, or when
     * called again.
     */
    public void giveBack() {
        if (used.compareAndSet(false, true)) {
            if (place) {
                turns.free();
            } else {
                turns.waitsNoMore(caller);
                turns.written(caller);
            }
        }
    }
}
