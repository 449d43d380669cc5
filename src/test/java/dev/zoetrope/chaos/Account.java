package dev.zoetrope.chaos;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A key of the gateways at a vendor.
 *
 * @param vendor its name in the settings
 * @param key its name in the ledger: the first 8 hexadecimal digits of its SHA-256
 */
record Account(String vendor, String key) {
    /** The only vendor of a plan with one. */
    static final String DEFAULT = "default";
    /** The vendors of a plan with two, in the order of the route. */
    static final String FIRST = "first";
    static final String SECOND = "second";

    private static final int DIGITS = 8;

    /** The vendors of a plan, in the order of the route. */
    static List<String> vendors(ChaosPlan plan) {
        return plan.vendors() == 1 ? List.of(DEFAULT) : List.of(FIRST, SECOND);
    }

    /** The keys at a vendor: two at the first of two. */
    static List<String> keys(String vendor) {
        return switch (vendor) {
            case FIRST -> List.of("first-secret-key-one", "first-secret-key-two");
            case SECOND -> List.of("second-secret-key");
            default -> List.of("vendor-secret-key");
        };
    }

    static Account of(String vendor, String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return new Account(vendor, HexFormat.of().formatHex(hash).substring(0, DIGITS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the gateway's log has it. */
    @Override
    public String toString() {
        return vendor + "/" + key;
    }
}
