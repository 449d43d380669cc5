package dev.zoetrope.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** When the storage was away, for any gateway. Moments are {@code System.nanoTime()}. */
final class AwayTimes implements Reckoning.Storage {
    /** An outcome may wait so long for its commit, on a busy machine. */
    private static final long WRITING = Duration.ofSeconds(2).toNanos();

    private record Span(long from, long to) {
    }

    private final List<Span> spans = new CopyOnWriteArrayList<>();

    /** Spans are added in their order. */
    void add(long from, long to) {
        spans.add(new Span(from, to));
    }

    @Override
    public long back(long moment) {
        long back = moment;
        for (Span span : spans) {
            if (span.to > back && span.from < back + WRITING) {
                back = span.to;
            }
        }
        return back;
    }
}
