package dev.zoetrope.track.poll;

import java.time.Clock;

/** Spreads the polls of a second over that second, so that they are not sent in one burst followed by a pause. */
public final class PollSmoother {
    /** Unused capacity is kept for this long, so that a round that was delayed by a slow commit can catch up. */
    private static final double MAX_CREDIT_SECONDS = 0.25;

    private final int perSecond;
    private final Clock clock;
    private double credit;
    private long last;

    public PollSmoother(int perSecond, Clock clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.last = clock.millis();
        this.credit = maxCredit();
    }

    /** How many polls may begin now. */
    public synchronized int available() {
        long now = clock.millis();
        credit = Math.min(maxCredit(), credit + perSecond * Math.max(0, now - last) / 1000.0);
        last = now;
        return (int) credit;
    }

    private double maxCredit() {
        return Math.max(1, perSecond * MAX_CREDIT_SECONDS);
    }

    /** Records that so many polls have begun. */
    public synchronized void consume(int count) {
        credit = Math.max(0, credit - count);
    }
}
