package dev.zoetrope.track;

import java.time.Clock;
import java.time.Instant;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The hard cap on questions to the vendor: in no window of one second are there more than the setting allows. A window
 * begins with its first question.
 */
@Singleton
class AskBudget {
    private static final long WINDOW_MILLIS = 1000;

    private final Clock clock;
    private final long[] taken;
    private int oldest;

    @Inject
    AskBudget(TrackConfig config, Clock clock) {
        this(config.upstream().asksPerSecond(), clock);
    }

    AskBudget(int perSecond, Clock clock) {
        this.clock = clock;
        this.taken = new long[perSecond];
        java.util.Arrays.fill(taken, Instant.MIN.getEpochSecond());
    }

    /** Takes one question out of the budget; false when this second has none left. */
    synchronized boolean take() {
        long now = clock.millis();
        if (taken.length == 0 || now - WINDOW_MILLIS < taken[oldest]) {
            return false;
        }
        taken[oldest] = now;
        oldest = (oldest + 1) % taken.length;
        return true;
    }
}
