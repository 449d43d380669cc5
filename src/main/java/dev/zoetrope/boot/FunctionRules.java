package dev.zoetrope.boot;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.Config;

import dev.zoetrope.flow.ServerlessConfig;
import dev.zoetrope.store.VaultMode;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.work.WorkMode;
import io.quarkus.runtime.StartupEvent;

/**
 * Refuses settings that do not work in a function, whose process is frozen between requests and whose disk is lost. The
 * message names the setting. The check runs before the ledger opens.
 */
@ApplicationScoped
class FunctionRules {
    /** Priority of the observer: before the ledger opens. */
    private static final int BEFORE_LEDGER = 1;

    void check(@Observes @Priority(BEFORE_LEDGER) StartupEvent start, ServerlessConfig function, TrackConfig track,
            Config all) {
        refuseIf(function.upkeep() && !function.enabled(),
                "zoetrope.function.upkeep is allowed only for a function: elsewhere anybody could run due work");
        if (function.enabled()) {
            check(track, all);
        }
    }

    static void check(TrackConfig track, Config all) {
        refuseIf(isMissing("zoetrope.upstream.url", all) && isMissing("zoetrope.upstream.key", all),
                "zoetrope.upstream.key is missing: a function has no sandbox, because its renders would be frozen");
        refuseIf(isMissing("zoetrope.database.url", all),
                "zoetrope.database.url is missing: a function loses its disk, and the ledger would be lost with it");
        refuseIf(all.getOptionalValue("zoetrope.vault.mode", VaultMode.class).orElse(VaultMode.DISK) == VaultMode.DISK,
                "zoetrope.vault.mode must be s3 or off: a function loses its disk, and the files would be lost with it");
        refuseIf(track.track().mode() != WorkMode.ON_DEMAND,
                "zoetrope.track.mode must be on-demand: a function does not run between two requests");
        Duration longest = track.upstream().connectTimeout().plus(track.upstream().readTimeout());
        refuseIf(longest.compareTo(ServerlessConfig.PATIENCE) > 0,
                "zoetrope.upstream.connect-timeout and .read-timeout together must not be"
                        + " longer than " + ServerlessConfig.PATIENCE.toSeconds()
                        + " s: the caller would not receive the answer");
    }

    private static boolean isMissing(String setting, Config all) {
        return all.getOptionalValue(setting, String.class).isEmpty();
    }

    private static void refuseIf(boolean wrong, String message) {
        if (wrong) {
            throw new IllegalStateException(message);
        }
    }
}
