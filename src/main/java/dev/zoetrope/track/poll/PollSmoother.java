package dev.zoetrope.track.poll;

import java.time.Clock;

/**
 * Spreads what a second allows over that second, so that questions do not go out in one burst and then none for the rest of
 * it.
 */
public final class PollSmoother {
    /** What was not used is kept for so long, so that a round that a slow commit has held up makes up for itself. */
    private static final double KEPT_SECONDS = 0.25;

    private final int perSecond;
    private final Clock clock;
    private double credit;
    private long last;

    public PollSmoother(int perSecond, Clock clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.last = clock.millis();
        this.credit = most();
    }

    /** How many may begin now. */
    public synchronized int room() {
        long now = clock.millis();
        credit = Math.min(most(), credit + perSecond * Math.max(0, now - last) / 1000.0);
        last = now;
        return (int) credit;
    }

    private double most() {
        return Math.max(1, perSecond * KEPT_SECONDS);
    }

    /** So many have begun. */
    public synchronized void used(int count) {
        credit = Math.max(0, credit - count);
    }
}
