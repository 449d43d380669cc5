package dev.zoetrope.boot;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.Config;

import dev.zoetrope.flow.FunctionConfig;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackMode;
import dev.zoetrope.vault.VaultMode;
import io.quarkus.runtime.StartupEvent;

/** Refuses what would be lost with a function, or frozen with it, naming the setting, before anything is opened. */
@ApplicationScoped
class FunctionRules {
    /** Before the ledger opens. */
    private static final int FIRST = 1;

    void check(@Observes @Priority(FIRST) StartupEvent start, FunctionConfig function, TrackConfig track, Config all) {
        refuse(function.upkeep() && !function.enabled(),
                "zoetrope.function.upkeep is for a function only: anywhere else it would let anybody do due work");
        if (function.enabled()) {
            check(function.patience(), track, all);
        }
    }

    static void check(Duration patience, TrackConfig track, Config all) {
        refuse(absent("zoetrope.upstream.url", all) && absent("zoetrope.upstream.key", all),
                "zoetrope.upstream.key is missing: a function has no sandbox, as its renders would be frozen");
        refuse(absent("zoetrope.database.url", all),
                "zoetrope.database.url is missing: a function's disk is lost, and the ledger would be with it");
        refuse(all.getOptionalValue("zoetrope.vault.mode", VaultMode.class).orElse(VaultMode.DISK) == VaultMode.DISK,
                "zoetrope.vault.mode must be s3 or off: a function's disk is lost, and the files would be with it");
        refuse(track.track().mode() != TrackMode.ON_DEMAND,
                "zoetrope.track.mode must be on-demand: nothing runs between two requests to a function");
        Duration longest = track.upstream().connectTimeout().plus(track.upstream().readTimeout());
        refuse(longest.compareTo(patience) > 0, "zoetrope.upstream.connect-timeout and .read-timeout together must not be"
                + " longer than zoetrope.function.patience: the answer would reach nobody");
    }

    private static boolean absent(String setting, Config all) {
        return all.getOptionalValue(setting, String.class).isEmpty();
    }

    private static void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new IllegalStateException(message);
        }
    }
}
