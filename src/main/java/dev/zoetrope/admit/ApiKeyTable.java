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
    private final List<Entry> entries;

    /** In characters. A shorter key can be guessed. The length of a hashed key is unknown and is not checked. */
    private static final int MIN_LENGTH = 16;

    private record Entry(String name, byte[] hash, boolean isShort) {
    }

    /**
     * @param setting name of the setting that holds the pairs; every exception message starts with it
     * @param pairs {@code name:key} or {@code name:sha256:<64 hex digits>}; blank pairs are ignored
     * @throws IllegalStateException if a pair is malformed; the message contains no key
     */
    ApiKeyTable(String setting, List<String> pairs) {
        this.setting = setting;
        this.entries = pairs.stream().filter(pair -> !pair.isBlank()).map(this::parse).toList();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Returns the name whose key has this SHA-256 hash; empty if there is none. */
    Optional<String> nameOf(byte[] hash) {
        String found = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.hash, hash)) {
                found = entry.name;
            }
        }
        return Optional.ofNullable(found);
    }

    /** @throws IllegalStateException if two names have the same key, because the owner of a task would be ambiguous */
    void requireOneNameForEachKey() {
        for (Entry entry : entries) {
            entries.stream().filter(other -> !other.name.equals(entry.name) && MessageDigest.isEqual(other.hash, entry.hash))
                    .findFirst().ifPresent(other -> {
                        throw new IllegalStateException(
                                setting + ": '" + entry.name + "' and '" + other.name + "' have the same key");
                    });
        }
    }

    /** @throws IllegalStateException if a key that is not hashed has less than 16 characters */
    void requireLongKeys() {
        entries.stream().filter(Entry::isShort).findFirst().ifPresent(entry -> {
            throw new IllegalStateException(setting + ": the key of '" + entry.name + "' is shorter than " + MIN_LENGTH
                    + " characters; with a real vendor, an attacker who guesses it can spend your money");
        });
    }

    /** @throws IllegalStateException if a key is in both tables, because its role would be ambiguous */
    void requireDisjointFrom(ApiKeyTable other) {
        for (Entry entry : entries) {
            other.nameOf(entry.hash).ifPresent(name -> {
                throw new IllegalStateException(setting + " and " + other.setting + " share a key ('" + entry.name
                        + "' and '" + name + "'): a key has one role");
            });
        }
    }

    private Entry parse(String pair) {
        int colon = pair.indexOf(':');
        String name = colon < 0 ? "" : pair.substring(0, colon).strip();
        String key = colon < 0 ? "" : pair.substring(colon + 1).strip();
        if (!name.matches("[A-Za-z0-9._-]{1,64}") || key.isEmpty() || key.equals(HASHED)) {
            throw new IllegalStateException(setting + ": an entry is malformed: each must be name:key or name:sha256:<64 hex"
                    + " digits>; a name has at most 64 letters, digits, '.', '_' and '-'");
        }
        rejectIf(!HeaderText.isPrintableAscii(key), name, "must be printable ASCII, because it is sent in an HTTP header");
        rejectIf(key.length() > ApiKeys.MAX_KEY_LENGTH, name,
                "is longer than " + ApiKeys.MAX_KEY_LENGTH + " characters, so no request can present it");
        rejectIf(NEXT_PAIR.matcher(key).find(), name, "contains ';' and another pair: pairs are separated by commas");
        return key.startsWith(HASHED) ? new Entry(name, hash(name, key), false)
                : new Entry(name, Redaction.sha256(key), key.length() < MIN_LENGTH);
    }

    private void rejectIf(boolean wrong, String name, String why) {
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
