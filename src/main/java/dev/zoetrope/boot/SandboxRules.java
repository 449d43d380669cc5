package dev.zoetrope.boot;

import java.util.Optional;

import io.quarkus.runtime.LaunchMode;

/**
 * When the sandbox may be the upstream. A vendor's key that is missing by mistake must not give films of the sandbox to real
 * callers, so a packaged application with callers or operators has to be told that the sandbox is meant.
 */
final class SandboxRules {
    private static final String ENABLED = "zoetrope.sandbox.enabled";

    private SandboxRules() {
    }

    /**
     * @param vendor whether a URL or a key of a vendor is set
     * @param enabled {@code zoetrope.sandbox.enabled}
     * @param named whether a caller or an operator has a key
     * @throws IllegalStateException naming the settings, if there is no upstream to choose
     */
    static void check(boolean vendor, Optional<Boolean> enabled, boolean named, LaunchMode mode) {
        if (vendor) {
            refuse(enabled.orElse(false), ENABLED + " is true beside zoetrope.upstream.url or zoetrope.upstream.key:"
                    + " there is one upstream only");
            return;
        }
        refuse(!enabled.orElse(true), "zoetrope.upstream.key is missing, and " + ENABLED + " is false: there is no upstream");
        refuse(enabled.isEmpty() && named && mode == LaunchMode.NORMAL, "zoetrope.upstream.key is missing, though"
                + " zoetrope.keys or zoetrope.operator-keys is set; set it, or set " + ENABLED + "=true for the sandbox");
    }

    private static void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new IllegalStateException(message);
        }
    }
}
