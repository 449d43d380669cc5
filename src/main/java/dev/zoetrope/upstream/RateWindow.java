package dev.zoetrope.upstream;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Limits how many events begin in any second. Not thread-safe. */
final class RateWindow {
    private static final long WINDOW_MILLIS = 1000;

    private final Integer perSecond;
    private final Deque<Instant> recent = new ArrayDeque<>();

    /** @param perSecond null: no limit */
    RateWindow(Integer perSecond) {
        this.perSecond = perSecond;
    }

    /** How many more events may begin now. */
    int available(Instant now) {
        if (perSecond == null) {
            return Integer.MAX_VALUE;
        }
        while (!recent.isEmpty() && !recent.peek().plusMillis(WINDOW_MILLIS).isAfter(now)) {
            recent.remove();
        }
        return perSecond - recent.size();
    }

    /** Counts an event. */
    void add(Instant now) {
        if (perSecond != null) {
            recent.add(now);
        }
    }
}
