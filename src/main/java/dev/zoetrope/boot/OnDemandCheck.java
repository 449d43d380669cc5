package dev.zoetrope.boot;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackMode;
import io.quarkus.runtime.StartupEvent;

/**
 * Where no loop runs, a create must be waited for to its end: a process that is frozen with a paid call under way never
 * learns what became of it.
 */
@ApplicationScoped
class OnDemandCheck {
    /** Before the ledger opens. */
    private static final int FIRST = 1;

    void check(@Observes @Priority(FIRST) StartupEvent start, TrackConfig config) {
        Duration longest = config.upstream().connectTimeout().plus(config.upstream().readTimeout());
        if (config.track().mode() == TrackMode.ON_DEMAND && config.submit().longestWait().compareTo(longest) < 0) {
            throw new IllegalStateException("zoetrope.submit.wait must be at least zoetrope.upstream.connect-timeout and"
                    + " .read-timeout together, where zoetrope.track.mode is on-demand");
        }
    }
}
