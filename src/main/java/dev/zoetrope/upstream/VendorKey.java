package dev.zoetrope.upstream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A key of the gateway at a vendor. Its name may be logged and stored, its value never. */
public final class VendorKey {
    /** In bytes of the SHA-256; each is two digits of the name. */
    private static final int NAME_BYTES = 4;
    /** For a vendor that needs no key. */
    static final VendorKey NONE = new VendorKey("", null, new KeyMask(null));

    private final String name;
    private final String value;
    private final KeyMask mask;

    private VendorKey(String name, String value, KeyMask mask) {
        this.name = name;
        this.value = value;
        this.mask = mask;
    }

    static VendorKey of(String value) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return new VendorKey(HexFormat.of().formatHex(hash, 0, NAME_BYTES), value, new KeyMask(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }

    /** The first 8 hexadecimal digits of the key's SHA-256; empty if the vendor needs no key. */
    public String name() {
        return name;
    }

    /** The value of the header {@code Authorization}; null if the vendor needs no key. */
    public String bearer() {
        return value == null ? null : "Bearer " + value;
    }

    /** Removes the key from texts of the vendor. */
    public KeyMask mask() {
        return mask;
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
