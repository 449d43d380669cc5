package dev.zoetrope.admit;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Redaction;

/**
 * Which key is whose. Only hashes are kept; a presented key is hashed and compared with every known one in constant
 * time, so that neither the time nor the memory of the process tells a key.
 */
@Singleton
public class Keys {
    private static final String HASHED = "sha256:";
    private static final int ANONYMOUS_HASH_CHARS = 16;

    private final List<Known> known;

    private record Known(Caller caller, byte[] hash) {
    }

    @Inject
    public Keys(AdmitConfig config) {
        this.known = config.keys().orElse(List.of()).stream().filter(pair -> !pair.isBlank()).map(Keys::parse).toList();
    }

    /** Whether the operator named any caller at all. */
    public boolean configured() {
        return !known.isEmpty();
    }

    /**
     * The caller a key belongs to. Without configured keys (the sandbox only; a real upstream does not start then) any
     * key will do and the caller is its hash.
     *
     * @param key the bearer token, not empty
     * @return empty if nobody has this key
     */
    public Optional<Caller> callerOf(String key) {
        byte[] hash = Redaction.sha256(key);
        if (known.isEmpty()) {
            return Optional
                    .of(new Caller("key-" + HexFormat.of().formatHex(hash).substring(0, ANONYMOUS_HASH_CHARS)));
        }
        Caller found = null;
        for (Known one : known) {
            if (MessageDigest.isEqual(one.hash, hash)) {
                found = one.caller;
            }
        }
        return Optional.ofNullable(found);
    }

    private static Known parse(String pair) {
        int colon = pair.indexOf(':');
        String caller = colon < 0 ? "" : pair.substring(0, colon).strip();
        String key = colon < 0 ? "" : pair.substring(colon + 1).strip();
        if (!caller.matches("[A-Za-z0-9._-]{1,64}") || key.isEmpty() || key.equals(HASHED)) {
            throw new IllegalStateException("zoetrope.keys: expected caller:key or caller:sha256:<hex> pairs, with"
                    + " letters, digits, '.', '_' and '-' in a caller's name; one of them is not");
        }
        return new Known(new Caller(caller), key.startsWith(HASHED) ? hash(caller, key) : Redaction.sha256(key));
    }

    private static byte[] hash(String caller, String key) {
        try {
            byte[] hash = HexFormat.of().parseHex(key.substring(HASHED.length()));
            if (hash.length == 32) {
                return hash;
            }
        } catch (IllegalArgumentException notHex) {
            // told below, without the value
        }
        throw new IllegalStateException(
                "zoetrope.keys: the sha256 of caller '" + caller + "' must be 64 hexadecimal digits");
    }
}
