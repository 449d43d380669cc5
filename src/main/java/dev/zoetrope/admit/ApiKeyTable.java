package dev.zoetrope.admit;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.zoetrope.video.HeaderText;
import dev.zoetrope.video.Redaction;

/**
 * The keys of one setting. The table stores only hashes, so the memory of the process does not reveal a key. It compares a
 * presented key with every entry, each in constant time, so the response time does not reveal a key either.
 */
final class ApiKeyTable {
    private static final String HASHED = "sha256:";
    private static final int HASH_BYTES = 32;
    private static final Pattern NEXT_PAIR = Pattern.compile(";\\s*[A-Za-z0-9._-]{1,64}\\s*:");

    private final String setting;
    private final List<Known> known;

    /** In characters. A shorter key can be guessed. The length of a hashed key is unknown and is not checked. */
    private static final int LEAST_LENGTH = 16;

    private record Known(String name, byte[] hash, boolean isShort) {
    }

    /**
     * @param setting name of the setting that holds the pairs; every exception message starts with it
     * @param pairs {@code name:key} or {@code name:sha256:<64 hex digits>}; blank pairs are ignored
     * @throws IllegalStateException if a pair is malformed; the message contains no key
     */
    ApiKeyTable(String setting, List<String> pairs) {
        this.setting = setting;
        this.known = pairs.stream().filter(pair -> !pair.isBlank()).map(this::parse).toList();
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    /** Returns the name whose key has this SHA-256 hash; empty if there is none. */
    Optional<String> nameOf(byte[] hash) {
        String found = null;
        for (Known one : known) {
            if (MessageDigest.isEqual(one.hash, hash)) {
                found = one.name;
            }
        }
        return Optional.ofNullable(found);
    }

    /** @throws IllegalStateException if two names have the same key, because the owner of a task would be ambiguous */
    void requireOneNameForEachKey() {
        for (Known one : known) {
            known.stream().filter(other -> !other.name.equals(one.name) && MessageDigest.isEqual(other.hash, one.hash))
                    .findFirst().ifPresent(other -> {
                        throw new IllegalStateException(
                                setting + ": '" + one.name + "' and '" + other.name + "' have the same key");
                    });
        }
    }

    /** @throws IllegalStateException if a key that is not hashed has less than 16 characters */
    void requireLongKeys() {
        known.stream().filter(Known::isShort).findFirst().ifPresent(one -> {
            throw new IllegalStateException(setting + ": the key of '" + one.name + "' is shorter than " + LEAST_LENGTH
                    + " characters; with a real vendor, a guessed key spends your money");
        });
    }

    /** @throws IllegalStateException if a key is in both tables, because its role would be ambiguous */
    void requireApartFrom(ApiKeyTable other) {
        for (Known one : known) {
            other.nameOf(one.hash).ifPresent(name -> {
                throw new IllegalStateException(setting + " and " + other.setting + " share a key ('" + one.name
                        + "' and '" + name + "'): a key has one role");
            });
        }
    }

    private Known parse(String pair) {
        int colon = pair.indexOf(':');
        String name = colon < 0 ? "" : pair.substring(0, colon).strip();
        String key = colon < 0 ? "" : pair.substring(colon + 1).strip();
        if (!name.matches("[A-Za-z0-9._-]{1,64}") || key.isEmpty() || key.equals(HASHED)) {
            throw new IllegalStateException(setting + ": each entry must be name:key or name:sha256:<hex>, with"
                    + " at most 64 letters, digits, '.', '_' and '-'; an entry is malformed");
        }
        refuse(!HeaderText.fits(key), name, "must be printable ASCII, because it is sent in an HTTP header");
        refuse(key.length() > ApiKeys.LONGEST_KEY, name,
                "is longer than " + ApiKeys.LONGEST_KEY + " characters, so no request can present it");
        refuse(NEXT_PAIR.matcher(key).find(), name, "contains ';' and another pair: pairs are separated by commas");
        return key.startsWith(HASHED) ? new Known(name, hash(name, key), false)
                : new Known(name, Redaction.sha256(key), key.length() < LEAST_LENGTH);
    }

    private void refuse(boolean wrong, String name, String why) {
        if (wrong) {
            throw new IllegalStateException(setting + ": the key of '" + name + "' " + why);
        }
    }

    private byte[] hash(String name, String key) {
        try {
            byte[] hash = HexFormat.of().parseHex(key.substring(HASHED.length()));
            if (hash.length == HASH_BYTES) {
                return hash;
            }
        } catch (IllegalArgumentException notHex) {
            // reported below, without the value
        }
        throw new IllegalStateException(setting + ": the sha256 of '" + name + "' must be 64 hexadecimal digits");
    }
}
