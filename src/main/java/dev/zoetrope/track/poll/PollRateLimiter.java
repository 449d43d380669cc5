package dev.zoetrope.track.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.track.TrackConfig;

/**
 * Limits the polls per second, and stops all polls for the vendor's {@code Retry-After}. A poll counts from before it is
 * sent until one second after its answer. So the vendor never receives more polls per second than the setting allows,
 * regardless of the network delay.
 */
@Singleton
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

    @Inject
    PollRateLimiter(TrackConfig config, Clock clock) {
        this(config.upstream().asksPerSecond(), clock);
    }

    PollRateLimiter(int perSecond, Clock clock) {
        this.clock = clock;
        this.answerTimes = new long[perSecond];
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

    private enum PermitState {
        ANNOUNCED,
        TAKEN,
        DENIED,
        ENDED
    }

    /** The permit of one poll. It is consulted just before the poll is sent. */
    final class PollPermit {
        private PermitState state = PermitState.ANNOUNCED;

        /** Takes the poll from the limit; false if none is left, or if the permit has ended. */
        boolean tryTake() {
            synchronized (PollRateLimiter.this) {
                if (state != PermitState.ANNOUNCED) {
                    return false;
                }
                announced--;
                if (unused() < 1) {
                    state = PermitState.DENIED;
                    return false;
                }
                inFlight++;
                state = PermitState.TAKEN;
                return true;
            }
        }

        /** Ends the permit when the answer has arrived or is no longer needed. Idempotent. */
        void end() {
            synchronized (PollRateLimiter.this) {
                if (state == PermitState.ANNOUNCED) {
                    announced--;
                    state = PermitState.ENDED;
                } else if (state == PermitState.TAKEN) {
                    inFlight--;
                    answerTimes[(oldest + answerCount++) % answerTimes.length] = clock.millis();
                    state = PermitState.ENDED;
                }
            }
        }

        /** Whether the limit stopped the poll. */
        boolean denied() {
            synchronized (PollRateLimiter.this) {
                return state == PermitState.DENIED;
            }
        }
    }
}
