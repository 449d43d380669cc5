package dev.zoetrope.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the name of a file and the expiry of its URL: HMAC-SHA256, cut to 128 bits, as base64url. */
public final class LinkSigner {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 16;

    private final SecretKeySpec key;

    public LinkSigner(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * The signature for a URL.
     *
     * @param task the task id as written in the URL; any text
     * @param index index of the file in the results of the task, from 0
     * @param expires unix seconds
     */
    public String sign(String task, int index, long expires) {
        byte[] mac = mac((task + "\n" + index + "\n" + expires).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, SIGNATURE_BYTES));
    }

    /** Whether the signature is the right one. Compares in constant time. */
    public boolean matches(String signature, String task, int index, long expires) {
        return MessageDigest.isEqual(sign(task, index, expires).getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
