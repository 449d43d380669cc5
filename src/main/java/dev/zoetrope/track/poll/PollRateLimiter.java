package dev.zoetrope.track.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.track.TrackConfig;

/**
 * The hard cap on questions to the vendor, and the vendor's own wish not to be asked. A question counts from before it is
 * sent until a second after its answer: so in no second does the vendor see more of them than the setting allows,
 * however long each was on its way.
 */
@Singleton
public class PollRateLimiter {
    private static final long WINDOW_MILLIS = 1000;

    private final Clock clock;
    /** When the answered ones came back, in order: a ring that begins at {@code oldest}. */
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

    /** How many more questions may begin now, those that have not got so far yet counted in. */
    public synchronized int room() {
        return free() - announced;
    }

    /** Questions that wait for a place to be asked from. */
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

    /** Whether the vendor may be asked at all: the cap is above zero, and nothing holds. */
    public synchronized boolean open() {
        return answered.length > 0 && !clock.instant().isBefore(heldUntil);
    }

    /** Lets no question begin for this long. */
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

    /** What one question, with its repetitions, takes out of the budget; to be ended when the answer is there. */
    synchronized Permit ticket() {
        announced++;
        return new Permit();
    }

    /** Asked before each try; used by one question. */
    final class Permit {
        private int taken;
        private boolean tried;
        private boolean refused;

        /** Takes one try out of the budget; false when none is left. */
        synchronized boolean take() {
            boolean granted = PollRateLimiter.this.take(!tried);
            tried = true;
            taken += granted ? 1 : 0;
            refused |= !granted;
            return granted;
        }

        /** The answer is there, or nobody waits for it any more. */
        synchronized void end() {
            giveBack(taken, !tried);
            tried = true;
            taken = 0;
        }

        /** Whether a try was kept back. */
        synchronized boolean refused() {
            return refused;
        }
    }
}
