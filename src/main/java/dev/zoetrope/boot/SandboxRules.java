package dev.zoetrope.boot;

import java.util.Optional;

import io.quarkus.runtime.LaunchMode;

/**
 * Decides whether the sandbox may replace the vendor. If the vendor's key is missing by mistake, real callers must not get
 * the sandbox's videos. So a packaged application that has callers or operators needs {@code zoetrope.sandbox.enabled} for
 * the sandbox.
 */
final class SandboxRules {
    private static final String ENABLED = "zoetrope.sandbox.enabled";

    private SandboxRules() {
    }

    /**
     * Checks the settings. A return means: the vendor if {@code vendor} is true, otherwise the sandbox.
     *
     * @param vendor whether a vendor is set that is not the sandbox
     * @param asked whether a vendor is set that is the sandbox
     * @param enabled {@code zoetrope.sandbox.enabled}
     * @param named whether a caller or an operator has a key
     * @throws IllegalStateException if the settings contradict each other or leave neither of them; names the settings
     */
    static void check(boolean vendor, boolean asked, Optional<Boolean> enabled, boolean named, LaunchMode mode) {
        if (vendor) {
            refuseIf(enabled.orElse(false) && !asked,
                    ENABLED + " is true beside zoetrope.upstream.url or zoetrope.upstream.key:"
                            + " the gateway uses either the vendor or the sandbox");
            return;
        }
        refuseIf(!enabled.orElse(true), "zoetrope.upstream.key is missing, and " + ENABLED
                + " is false: there is neither a vendor nor a sandbox");
        refuseIf(enabled.isEmpty() && !asked && named && mode == LaunchMode.NORMAL, "zoetrope.upstream.key is missing, although"
                + " zoetrope.keys or zoetrope.operator-keys is set; set it, or set " + ENABLED + "=true for the sandbox");
    }

    private static void refuseIf(boolean wrong, String message) {
        if (wrong) {
            throw new IllegalStateException(message);
        }
    }
}
