package dev.zoetrope.track;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.zoetrope.video.Caller;

/** What a new create was given: a place among those on their way, or one among those who wait. Used once. */
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

    /** Whether it may be sent at once. */
    public boolean place() {
        return place;
    }

    /** It goes on to be sent or to wait; whoever sends gives the place back. */
    void use() {
        used.set(true);
    }

    /** There is nothing to be sent after all. Does nothing once it is used. */
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
