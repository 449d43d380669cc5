package dev.zoetrope.admit;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Who may call. */
@ConfigMapping(prefix = "zoetrope")
public interface AdmitConfig {
    /**
     * {@code caller:key} pairs, comma separated. {@code caller:sha256:<64 hex digits>} keeps the key itself out of the
     * configuration. A caller may have several keys, so that they can be rotated; two callers may not share a key. With a
     * real upstream a key has at least 16 characters. None: only the sandbox starts, and takes any key.
     */
    Optional<List<String>> keys();

    /**
     * {@code name:key} pairs in the same form, for those who run the gateway: they may reconcile tasks of all callers,
     * have callbacks delivered again and do due work, and nothing else. None: nobody may. No key may be in both settings.
     */
    Optional<List<String>> operatorKeys();
}
