package dev.zoetrope.admit;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** The API keys of callers and operators. */
@ConfigMapping(prefix = "zoetrope")
public interface AdmitConfig {
    /**
     * {@code caller:key} pairs, separated by commas. {@code caller:sha256:<64 hex digits>} keeps the key itself out of the
     * configuration. A caller can have several keys, so that keys can be rotated; two callers cannot share a key. A name
     * has 1 to 64 letters, digits, '.', '_' and '-'. A key has 1 to 512 printable ASCII characters, at least 16 with a real
     * vendor. Without this setting only the sandbox starts, and it accepts any key.
     */
    Optional<List<String>> keys();

    /**
     * {@code name:key} pairs of operators, in the same form. An operator can see vendors, settings and the failures of all
     * callers' tasks, reconcile these tasks, order the redelivery of callbacks and start a tick, and nothing else. Without this
     * setting nobody can do that. A key cannot be in both settings.
     */
    Optional<List<String>> operatorKeys();
}
