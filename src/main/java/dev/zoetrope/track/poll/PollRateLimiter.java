package dev.zoetrope.track.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Limits the polls of one vendor per second, and stops all of them for the vendor's {@code Retry-After}. A poll counts from
 * before it is
 * sent until one second after its answer. So the vendor never receives more polls per second than the setting allows,
 * regardless of the network delay.
 */
public class PollRateLimiter {
    private static final long WINDOW_MILLIS = 1000;

    private final Clock clock;
    /** The times of the recent answers, in order, in milliseconds since the epoch: a ring that begins at {@code oldest}. */
    private final long[] answerTimes;
    private int oldest;
    private int answerCount;
    private int inFlight;
    private int announced;
    private Instant pausedUntil = Instant.MIN;

    /** @param perSecond the maximum number of polls in any second; 0: no polls */
    PollRateLimiter(int perSecond, Clock clock) {
        this.clock = clock;
        this.answerTimes = new long[perSecond];
    }

    /** The maximum number of polls in any second. */
    public int perSecond() {
        return answerTimes.length;
    }

    /** How many more polls may begin now. Announced polls are subtracted. */
    public synchronized int available() {
        return unused() - announced;
    }

    /** The number of announced polls: they have a permit but no slot of the bulkhead yet. */
    public synchronized int announced() {
        return announced;
    }

    private int unused() {
        Instant now = clock.instant();
        while (answerCount > 0 && answerTimes[oldest] < now.toEpochMilli() - WINDOW_MILLIS) {
            oldest = (oldest + 1) % answerTimes.length;
            answerCount--;
        }
        return now.isBefore(pausedUntil) ? 0 : answerTimes.length - answerCount - inFlight;
    }

    /** Whether polls are possible at all: the limit is above zero, and no {@code Retry-After} is running. */
    public synchronized boolean isOpen() {
        return answerTimes.length > 0 && !clock.instant().isBefore(pausedUntil);
    }

    /** Stops all new polls for this time. A stop that already lasts longer is not shortened. */
    synchronized void pause(Duration wait) {
        Instant until = clock.instant().plus(wait);
        pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
    }

    /** Announces one poll. The permit must be ended when the answer has arrived. */
    synchronized PollPermit announce() {
        announced++;
        return new PollPermit();
    }

    /** The permit of one poll. It is consulted just before the poll is sent. */
    final class PollPermit {
        private boolean waiting = true;
        private boolean taken;
        private boolean denied;

        /** Takes the poll from the limit; false if none is left, or if the permit was used before or has ended. */
        boolean tryTake() {
            synchronized (PollRateLimiter.this) {
                if (!waiting) {
                    return false;
                }
                waiting = false;
                announced--;
                taken = unused() > 0;
                denied = !taken;
                inFlight += taken ? 1 : 0;
                return taken;
            }
        }

        /** Ends the permit when the answer has arrived or is no longer needed. Idempotent. */
        void end() {
            synchronized (PollRateLimiter.this) {
                announced -= waiting ? 1 : 0;
                waiting = false;
                if (taken) {
                    taken = false;
                    inFlight--;
                    answerTimes[(oldest + answerCount++) % answerTimes.length] = clock.millis();
                }
            }
        }

        /** Whether the limit stopped the poll. */
        boolean denied() {
            synchronized (PollRateLimiter.this) {
                return denied;
            }
        }
    }
}
