package dev.zoetrope.boot;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.Config;

import dev.zoetrope.deliver.EventLimits;
import dev.zoetrope.track.TrackConfig;
import io.quarkus.runtime.StartupEvent;

/** Refuses settings that contradict each other. The message names them. The check runs before the ledger opens. */
@ApplicationScoped
class SettingPairs {
    /** Priority of the observer: before the ledger opens. */
    private static final int BEFORE_LEDGER = 1;
    private static final String LONGEST_WAIT = "zoetrope.wait.longest";

    void check(@Observes @Priority(BEFORE_LEDGER) StartupEvent start, TrackConfig config, Config all) {
        check(config);
        Duration idle = all.getValue("quarkus.http.idle-timeout", Duration.class);
        refuseIf(!isShorter(EventLimits.DEFAULT.heartbeat(), idle),
                "quarkus.http.idle-timeout, which closes a silent connection, must be above "
                        + EventLimits.DEFAULT.heartbeat().toSeconds() + " s, the interval of heartbeats on event streams");
        refuseIf(all.getOptionalValue(LONGEST_WAIT, Duration.class).filter(length -> !isShorter(length, idle)).isPresent(),
                LONGEST_WAIT + " must be below quarkus.http.idle-timeout, which closes a silent connection");
    }

    static void check(TrackConfig config) {
        refuseIf(isShorter(config.track().maxInterval(), config.track().minInterval()),
                "zoetrope.track.max-interval must not be below zoetrope.track.min-interval");
    }

    private static boolean isShorter(Duration one, Duration other) {
        return one.compareTo(other) < 0;
    }

    private static void refuseIf(boolean wrong, String message) {
        if (wrong) {
            throw new IllegalStateException(message);
        }
    }
}
