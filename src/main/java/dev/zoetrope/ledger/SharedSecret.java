package dev.zoetrope.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that only the processes on one ledger know. The first process creates it and stores it in the ledger. Each use
 * has a key of its own, from which neither the secret nor another key can be computed.
 */
public final class SharedSecret {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec root;
    private final List<Replaced> replaced;

    /**
     * @param root 32 bytes
     * @param replaced the earlier secrets whose signatures may still be valid, each with its root as the key
     */
    public SharedSecret(byte[] root, List<Replaced> replaced) {
        this.root = new SecretKeySpec(root, ALGORITHM);
        this.replaced = replaced;
    }

    /**
     * A secret that was replaced.
     *
     * @param key its key for one use
     * @param ends signatures made with it are invalid from this time on
     */
    public record Replaced(byte[] key, Instant ends) {
    }

    /**
     * The key for one use; the same in every process and after every restart, until an operator replaces the secret.
     *
     * @param purpose a name for the use
     * @return 32 bytes
     */
    public byte[] key(String purpose) {
        return key(root, purpose);
    }

    /** The keys of the replaced secrets for one use. */
    public List<Replaced> replaced(String purpose) {
        return replaced.stream().map(earlier -> new Replaced(key(new SecretKeySpec(earlier.key(), ALGORITHM), purpose),
                earlier.ends())).toList();
    }

    private static byte[] key(SecretKeySpec secret, String purpose) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
