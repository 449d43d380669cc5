package dev.zoetrope.admit;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.zoetrope.video.HeaderText;
import dev.zoetrope.video.Redaction;

/**
 * The keys of one setting. Only hashes are kept; a presented key is compared with every known one in constant time, so
 * that neither the time nor the memory of the process tells a key.
 */
final class ApiKeyTable {
    private static final String HASHED = "sha256:";
    private static final int HASH_BYTES = 32;
    private static final Pattern NEXT_PAIR = Pattern.compile(";\\s*[A-Za-z0-9._-]{1,64}\\s*:");

    private final String setting;
    private final List<Known> known;

    /** A shorter key may be guessed. The length of a hashed key is unknown, so it is not checked. */
    private static final int LEAST_LENGTH = 16;

    private record Known(String name, byte[] hash, boolean isShort) {
    }

    /**
     * @param setting the setting the pairs come from; every complaint names it
     * @param pairs {@code name:key} or {@code name:sha256:<64 hex digits>}
     * @throws IllegalStateException if one is neither; none of them is shown
     */
    ApiKeyTable(String setting, List<String> pairs) {
        this.setting = setting;
        this.known = pairs.stream().filter(pair -> !pair.isBlank()).map(this::parse).toList();
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    /** The name that goes with the key of this SHA-256. */
    Optional<String> nameOf(byte[] hash) {
        String found = null;
        for (Known one : known) {
            if (MessageDigest.isEqual(one.hash, hash)) {
                found = one.name;
            }
        }
        return Optional.ofNullable(found);
    }

    /** @throws IllegalStateException if two names have the same key: nobody could say whose a task is */
    void requireOneNameForEachKey() {
        for (Known one : known) {
            known.stream().filter(other -> !other.name.equals(one.name) && MessageDigest.isEqual(other.hash, one.hash))
                    .findFirst().ifPresent(other -> {
                        throw new IllegalStateException(
                                setting + ": '" + one.name + "' and '" + other.name + "' have the same key");
                    });
        }
    }

    /** @throws IllegalStateException if a key can be guessed */
    void requireLongKeys() {
        known.stream().filter(Known::isShort).findFirst().ifPresent(one -> {
            throw new IllegalStateException(setting + ": the key of '" + one.name + "' is shorter than " + LEAST_LENGTH
                    + " characters; with a real upstream whoever guesses it spends your money");
        });
    }

    /** @throws IllegalStateException if a key is on both rings: nobody could say what it may do */
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
            throw new IllegalStateException(setting + ": expected name:key or name:sha256:<hex> pairs, with"
                    + " letters, digits, '.', '_' and '-' in a name; one of them is not");
        }
        refuse(!HeaderText.fits(key), name, "must be printable ASCII: no HTTP header takes it as it is");
        refuse(key.length() > ApiKeys.LONGEST_KEY, name,
                "is longer than " + ApiKeys.LONGEST_KEY + " characters: no request could present it");
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
            // told below, without the value
        }
        throw new IllegalStateException(setting + ": the sha256 of '" + name + "' must be 64 hexadecimal digits");
    }
}
