package dev.zoetrope.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What all processes on one ledger know and nobody else does: made once, by whoever comes first, and kept with the rows. Each
 * use has a key of its own, from which neither the secret nor another key can be found.
 */
public final class SharedSecret {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String NAME = "root";
    private static final int BYTES = 32;
    private static final String OFFER = "insert into secret (name, value) values (?, ?) on conflict do nothing";
    private static final String READ = "select value from secret where name = ?";

    private final SecretKeySpec root;

    private SharedSecret(byte[] root) {
        this.root = new SecretKeySpec(root, ALGORITHM);
    }

    /** Reads it, or makes it; of two that make it at once, one is heard. The caller commits. */
    static SharedSecret in(Session session, RandomGenerator random) throws SQLException {
        byte[] offered = new byte[BYTES];
        random.nextBytes(offered);
        PreparedStatement offer = session.prepared(OFFER);
        offer.setString(1, NAME);
        offer.setString(2, HexFormat.of().formatHex(offered));
        offer.executeUpdate();
        PreparedStatement read = session.prepared(READ);
        read.setString(1, NAME);
        try (ResultSet row = read.executeQuery()) {
            row.next();
            return new SharedSecret(HexFormat.of().parseHex(row.getString(1)));
        }
    }

    /**
     * The key for one use; the same in every process and after every restart.
     *
     * @param purpose a name for the use
     * @return 32 bytes
     */
    public byte[] key(String purpose) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(root);
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
