package dev.zoetrope.track.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.track.TrackConfig;

/**
 * Limits the polls per second, and stops all polls for the vendor's {@code Retry-After}. A poll counts from before it is
 * sent until one second after its answer. So in no second the vendor receives more polls than the setting allows, however
 * long each poll takes to arrive.
 */
@Singleton
public class PollRateLimiter {
    private static final long WINDOW_MILLIS = 1000;

    private final Clock clock;
    /** The times of the recent answers, in order, in milliseconds since the epoch: a ring that begins at {@code oldest}. */
    private final long[] answered;
    private int oldest;
    private int counted;
    private int underWay;
    private int announced;
    private Instant heldUntil = Instant.MIN;

    @Inject
    PollRateLimiter(TrackConfig config, Clock clock) {
        this(config.upstream().asksPerSecond(), clock);
    }

    PollRateLimiter(int perSecond, Clock clock) {
        this.clock = clock;
        this.answered = new long[perSecond];
    }

    /** How many more polls may begin now. Announced polls are subtracted. */
    public synchronized int room() {
        return free() - announced;
    }

    /** The number of announced polls: they have a permit but no slot of the bulkhead yet. */
    public synchronized int announced() {
        return announced;
    }

    private int free() {
        Instant now = clock.instant();
        while (counted > 0 && answered[oldest] < now.toEpochMilli() - WINDOW_MILLIS) {
            oldest = (oldest + 1) % answered.length;
            counted--;
        }
        return now.isBefore(heldUntil) ? 0 : answered.length - counted - underWay;
    }

    /** Whether polls are possible at all: the limit is above zero, and no {@code Retry-After} is running. */
    public synchronized boolean open() {
        return answered.length > 0 && !clock.instant().isBefore(heldUntil);
    }

    /** Stops all new polls for this time. A stop that already lasts longer is not shortened. */
    synchronized void hold(Duration wait) {
        Instant until = clock.instant().plus(wait);
        heldUntil = until.isAfter(heldUntil) ? until : heldUntil;
    }

    private synchronized boolean take(boolean first) {
        announced -= first ? 1 : 0;
        boolean granted = free() > 0;
        underWay += granted ? 1 : 0;
        return granted;
    }

    private synchronized void giveBack(int taken, boolean neverTried) {
        announced -= neverTried ? 1 : 0;
        underWay -= taken;
        long now = clock.millis();
        for (int i = 0; i < taken; i++) {
            answered[(oldest + counted++) % answered.length] = now;
        }
    }

    /** Announces one poll and its retries. The permit must be ended when the answer has arrived. */
    synchronized Permit ticket() {
        announced++;
        return new Permit();
    }

    /** The permit of one poll. It is consulted before each attempt. */
    final class Permit {
        private int taken;
        private boolean tried;
        private boolean refused;

        /** Takes one attempt from the limit; false if none is left. */
        synchronized boolean take() {
            boolean granted = PollRateLimiter.this.take(!tried);
            tried = true;
            taken += granted ? 1 : 0;
            refused |= !granted;
            return granted;
        }

        /** The answer has arrived, or nothing waits for it any more. Safe to repeat. */
        synchronized void end() {
            giveBack(taken, !tried);
            tried = true;
            taken = 0;
        }

        /** Whether the limit stopped an attempt. */
        synchronized boolean refused() {
            return refused;
        }
    }
}
