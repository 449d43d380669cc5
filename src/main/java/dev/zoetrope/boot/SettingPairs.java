package dev.zoetrope.boot;

import java.time.Duration;
import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.Config;

import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackMode;
import io.quarkus.runtime.StartupEvent;

/** Refuses settings that contradict each other. The message names them. The check runs before the ledger opens. */
@ApplicationScoped
class SettingPairs {
    /** Priority of the observer: before the ledger opens. */
    private static final int FIRST = 1;

    void check(@Observes @Priority(FIRST) StartupEvent start, TrackConfig config, Config all) {
        check(config);
        Duration idle = all.getValue("quarkus.http.idle-timeout", Duration.class);
        for (String silence : List.of("zoetrope.wait.longest", "zoetrope.events.heartbeat")) {
            refuse(all.getOptionalValue(silence, Duration.class).filter(length -> !shorter(length, idle)).isPresent(),
                    silence + " must be below quarkus.http.idle-timeout, which closes a silent connection");
        }
    }

    static void check(TrackConfig config) {
        Duration longest = config.upstream().connectTimeout().plus(config.upstream().readTimeout());
        // A process that is frozen during a send never learns the outcome of the paid create.
        refuse(config.track().mode() == TrackMode.ON_DEMAND && shorter(config.submit().longestWait(), longest),
                "zoetrope.submit.wait must be at least zoetrope.upstream.connect-timeout and .read-timeout together if"
                        + " zoetrope.track.mode is on-demand");
        refuse(shorter(config.track().maxInterval(), config.track().minInterval()),
                "zoetrope.track.max-interval must not be below zoetrope.track.min-interval");
        refuse(shorter(config.task().longestLateLook(), config.task().firstLateLook()),
                "zoetrope.task.longest-late-look must not be below zoetrope.task.first-late-look");
    }

    private static boolean shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0;
    }

    private static void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new IllegalStateException(message);
        }
    }
}
