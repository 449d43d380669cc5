package dev.zoetrope.admit;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.video.Redaction;
import dev.zoetrope.video.Role;

/** Which key is whose, and what it is for. */
@Singleton
public class ApiKeys {
    /** Most characters of a key. No caller and no operator has a longer one. */
    public static final int LONGEST_KEY = 512;
    private static final int ANONYMOUS_HASH_CHARS = 16;

    private final ApiKeyTable callers;
    private final ApiKeyTable operators;

    /** @throws IllegalStateException naming the setting, if a pair is malformed, or two names have the same key */
    @Inject
    public ApiKeys(AdmitConfig config) {
        this.callers = new ApiKeyTable("zoetrope.keys", config.keys().orElse(List.of()));
        this.operators = new ApiKeyTable("zoetrope.operator-keys", config.operatorKeys().orElse(List.of()));
        callers.requireOneNameForEachKey();
        operators.requireOneNameForEachKey();
        callers.requireApartFrom(operators);
    }

    /** Whether any caller is named at all. */
    public boolean configured() {
        return !callers.isEmpty();
    }

    /** Whether a key of a caller or an operator is configured. */
    public boolean given() {
        return !callers.isEmpty() || !operators.isEmpty();
    }

    /** @throws IllegalStateException naming the setting and the name, if a key can be guessed */
    public void requireLongKeys() {
        callers.requireLongKeys();
        operators.requireLongKeys();
    }

    /**
     * Whose a key is. Without configured callers (the sandbox only; a real upstream does not start then) any key that
     * is no operator's will do, and the caller's name is its hash. Nobody is an operator without being named.
     *
     * @param key the bearer token, not empty
     * @return empty if nobody has this key
     */
    public Optional<KeyHolder> holderOf(String key) {
        byte[] hash = Redaction.sha256(key);
        Optional<KeyHolder> operator = operators.nameOf(hash).map(name -> new KeyHolder(name, Role.OPERATOR));
        Optional<String> caller = callers.isEmpty() ? Optional.of(anonymous(hash)) : callers.nameOf(hash);
        return operator.or(() -> caller.map(name -> new KeyHolder(name, Role.CALLER)));
    }

    private static String anonymous(byte[] hash) {
        return "key-" + HexFormat.of().formatHex(hash).substring(0, ANONYMOUS_HASH_CHARS);
    }
}
