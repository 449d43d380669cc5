package dev.zoetrope.admit;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.video.Redaction;
import dev.zoetrope.video.Role;

/** Maps an API key to its holder and the holder's role. */
@Singleton
public class ApiKeys {
    /** Maximum length of a key in characters, for callers and operators. */
    public static final int MAX_KEY_LENGTH = 512;
    private static final int ANONYMOUS_HASH_CHARS = 16;

    private final ApiKeyTable callers;
    private final ApiKeyTable operators;

    /**
     * @throws IllegalStateException if a pair is malformed, if two names have the same key, or if a key is in both settings;
     *         the message names the setting
     */
    @Inject
    public ApiKeys(AdmitConfig config) {
        this.callers = new ApiKeyTable("zoetrope.keys", config.keys().orElse(List.of()));
        this.operators = new ApiKeyTable("zoetrope.operator-keys", config.operatorKeys().orElse(List.of()));
        callers.requireOneNameForEachKey();
        operators.requireOneNameForEachKey();
        callers.requireDisjointFrom(operators);
    }

    /** Whether at least one caller is configured. */
    public boolean hasCallers() {
        return !callers.isEmpty();
    }

    /** Whether at least one caller or operator is configured. */
    public boolean hasKeys() {
        return !callers.isEmpty() || !operators.isEmpty();
    }

    /** @throws IllegalStateException if a key has less than 16 characters; the message names the setting and the holder */
    public void requireLongKeys() {
        callers.requireLongKeys();
        operators.requireLongKeys();
    }

    /**
     * Finds the holder of a key. If no callers are configured, every key that is not an operator's is accepted as a
     * caller's, and the caller's name is derived from the hash of the key; only the sandbox starts without configured
     * callers. Operators are always configured by name.
     *
     * @param key the bearer token, not empty
     * @return empty if no holder has this key
     */
    public Optional<KeyHolder> holderOf(String key) {
        byte[] hash = Redaction.sha256(key);
        Optional<KeyHolder> operator = operators.nameOf(hash).map(name -> new KeyHolder(name, Role.OPERATOR));
        Optional<String> caller = callers.isEmpty() ? Optional.of(anonymousName(hash)) : callers.nameOf(hash);
        return operator.or(() -> caller.map(name -> new KeyHolder(name, Role.CALLER)));
    }

    private static String anonymousName(byte[] hash) {
        return "key-" + HexFormat.of().formatHex(hash).substring(0, ANONYMOUS_HASH_CHARS);
    }
}
