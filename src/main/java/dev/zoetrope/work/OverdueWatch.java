package dev.zoetrope.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jboss.logging.Logger;

import dev.zoetrope.observe.Meters;

/**
 * The running steps of one kind of work. Each step has timeouts. A step that runs longer than they allow waits for the
 * storage or has a fault: it is logged once as a warning, and the metric {@code zoetrope.places.overdue} counts it until it
 * ends.
 */
public final class OverdueWatch<T> {
    private static final Logger LOG = Logger.getLogger(OverdueWatch.class);

    private final String work;
    private final Clock clock;
    private final Function<T, Duration> maxDuration;
    private final Function<T, String> name;
    private final Set<Watched> running = ConcurrentHashMap.newKeySet();

    /**
     * @param work the name of the work, for the metric's tag {@code work} and for the log
     * @param maxDuration the longest time of a step with all its timeouts
     * @param name the item's name for the log
     */
    public OverdueWatch(String work, Clock clock, Meters meters, Function<T, Duration> maxDuration, Function<T, String> name) {
        this.work = work;
        this.clock = clock;
        this.maxDuration = maxDuration;
        this.name = name;
        meters.registerOverdueSteps(work, this::overdue);
    }

    /** One running step. Compared by identity. */
    static final class Watched {
        private final String name;
        private final Instant deadline;
        private boolean logged;

        Watched(String name, Instant until) {
            this.name = name;
            this.deadline = until;
        }
    }

    Watched begin(T due) {
        Watched watched = new Watched(name.apply(due), clock.instant().plus(maxDuration.apply(due)));
        running.add(watched);
        return watched;
    }

    void end(Watched watched) {
        running.remove(watched);
    }

    int count() {
        return running.size();
    }

    private int overdue() {
        Instant now = clock.instant();
        return (int) running.stream().filter(watched -> now.isAfter(watched.deadline)).count();
    }

    /** Logs each overdue step once. Called by the rounds; two rounds never run at the same time. */
    void logOverdue() {
        Instant now = clock.instant();
        for (Watched watched : running) {
            if (!watched.logged && now.isAfter(watched.deadline)) {
                watched.logged = true;
                LOG.warnf("a step of the work \"%s\" runs longer than its timeouts allow, for %s", work, watched.name);
            }
        }
    }
}
