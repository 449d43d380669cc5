package dev.zoetrope.video;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The form in which a prompt, URL or key may appear in a log: its length and the first 4 bytes of its SHA-256. Two forms can
 * be compared, but the text cannot be read.
 */
public final class Redaction {
    private static final int SHOWN_BYTES = 4;

    private Redaction() {
    }

    /** For example {@code 49 chars #1f0a9c3e}; {@code none} for null. */
    public static String of(String secret) {
        if (secret == null) {
            return "none";
        }
        String hash = HexFormat.of().formatHex(sha256(secret), 0, SHOWN_BYTES);
        return secret.length() + " chars #" + hash;
    }

    /** SHA-256 of the text's UTF-8 bytes. */
    public static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing, which every Java platform must have", e);
        }
    }
}
