package dev.zoetrope.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
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
    private static final String EARLIER = "earlier";
    private static final String OFFER = "insert into secret (name, value) values (?, ?) on conflict do nothing";
    private static final String READ = "select value from secret where name = ?";

    private static final String READ_EARLIER = "select value, ends_at from secret where name = ?";
    private static final String FORGET = "delete from secret where name = ?";
    private static final String RENAME = "update secret set name = ?, ends_at = ? where name = ?";

    private final SecretKeySpec root;
    private final SecretKeySpec earlier;
    private final Instant earlierEnds;

    private SharedSecret(byte[] root, byte[] earlier, Instant earlierEnds) {
        this.root = new SecretKeySpec(root, ALGORITHM);
        this.earlier = earlier == null ? null : new SecretKeySpec(earlier, ALGORITHM);
        this.earlierEnds = earlierEnds;
    }

    /**
     * A secret that was replaced.
     *
     * @param key for the same use
     * @param ends from when on nothing that was made with it counts any more
     */
    public record Earlier(byte[] key, Instant ends) {
    }

    /** Reads it, or makes it; of two that make it at once, one is heard. The caller commits. */
    static SharedSecret in(Session session, RandomGenerator random) throws SQLException {
        offer(session, random);
        PreparedStatement read = session.prepared(READ);
        read.setString(1, NAME);
        try (ResultSet row = read.executeQuery()) {
            row.next();
            return earlier(session, HexFormat.of().parseHex(row.getString(1)));
        }
    }

    private static SharedSecret earlier(Session session, byte[] root) throws SQLException {
        PreparedStatement read = session.prepared(READ_EARLIER);
        read.setString(1, EARLIER);
        try (ResultSet row = read.executeQuery()) {
            return row.next()
                    ? new SharedSecret(root, HexFormat.of().parseHex(row.getString(1)), Instant.ofEpochMilli(row.getLong(2)))
                    : new SharedSecret(root, null, null);
        }
    }

    /** Replaces it, for every process that starts from now on. */
    static final class Replace extends Write.Single<Void> {
        private final Instant ends;
        private final RandomGenerator random;

        /** @param ends until when what was made with the present one counts */
        Replace(Instant ends, RandomGenerator random) {
            this.ends = ends;
            this.random = random;
        }

        @Override
        void run(Session session) throws SQLException {
            PreparedStatement forget = session.prepared(FORGET);
            forget.setString(1, EARLIER);
            forget.executeUpdate();
            PreparedStatement rename = session.prepared(RENAME);
            rename.setString(1, EARLIER);
            rename.setLong(2, ends.toEpochMilli());
            rename.setString(3, NAME);
            rename.executeUpdate();
            offer(session, random);
            result(null);
        }
    }

    private static void offer(Session session, RandomGenerator random) throws SQLException {
        byte[] offered = new byte[BYTES];
        random.nextBytes(offered);
        PreparedStatement offer = session.prepared(OFFER);
        offer.setString(1, NAME);
        offer.setString(2, HexFormat.of().formatHex(offered));
        offer.executeUpdate();
    }

    /**
     * The key for one use; the same in every process and after every restart, until an operator replaces the
     * secret.
     *
     * @param purpose a name for the use
     * @return 32 bytes
     */
    public byte[] key(String purpose) {
        return key(root, purpose);
    }

    /** The key for one use of the secret that the present one has replaced; empty if it is the first. */
    public Optional<Earlier> earlier(String purpose) {
        return Optional.ofNullable(earlier).map(replaced -> new Earlier(key(replaced, purpose), earlierEnds));
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
