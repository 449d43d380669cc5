package dev.zoetrope.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;

/**
 * What all processes on one ledger know and nobody else does: made once, by whoever comes first, and kept with the rows. Each
 * use has a key of its own, from which neither the secret nor another key can be found.
 */
public final class SharedSecret {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String NAME = "root";
    private static final int BYTES = 32;
    /** Prefix of the names of replaced secrets. */
    private static final String REPLACED = "replaced ";
    private static final String OFFER = "insert into secret (name, value) values (?, ?) on conflict do nothing";
    private static final String READ = "select value from secret where name = ?";
    private static final String READ_REPLACED = "select value, ends_at from secret where ends_at is not null";
    private static final String SHORTEN = "update secret set ends_at = ? where ends_at > ?";
    private static final String RENAME = "update secret set name = ?, ends_at = ? where name = ?";

    private final SecretKeySpec root;
    private final List<Replaced> replaced;

    private SharedSecret(byte[] root, List<Replaced> replaced) {
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

    /** Reads it, or makes it; of two that make it at once, one is heard. The caller commits. */
    public static SharedSecret in(JdbcSession session, RandomGenerator random) throws SQLException {
        offer(session, random);
        PreparedStatement read = session.prepared(READ);
        read.setString(1, NAME);
        try (ResultSet row = read.executeQuery()) {
            row.next();
            return new SharedSecret(HexFormat.of().parseHex(row.getString(1)), replaced(session));
        }
    }

    private static List<Replaced> replaced(JdbcSession session) throws SQLException {
        List<Replaced> found = new ArrayList<>();
        try (ResultSet row = session.prepared(READ_REPLACED).executeQuery()) {
            while (row.next()) {
                found.add(new Replaced(HexFormat.of().parseHex(row.getString(1)), Instant.ofEpochMilli(row.getLong(2))));
            }
        }
        return found;
    }

    /** Replaces the secret for every process that starts from now on. */
    public static final class Replace extends WriteOperation.Single<Void> {
        private final Instant ends;
        private final RandomGenerator random;

        /** @param ends as for {@link Ledger#replaceSecret} */
        public Replace(Instant ends, RandomGenerator random) {
            this.ends = ends;
            this.random = random;
        }

        @Override
        public void run(JdbcSession session) throws SQLException {
            PreparedStatement shorten = session.prepared(SHORTEN);
            shorten.setLong(1, ends.toEpochMilli());
            shorten.setLong(2, ends.toEpochMilli());
            shorten.executeUpdate();
            PreparedStatement rename = session.prepared(RENAME);
            rename.setString(1, REPLACED + HexFormat.of().toHexDigits(random.nextLong()));
            rename.setLong(2, ends.toEpochMilli());
            rename.setString(3, NAME);
            rename.executeUpdate();
            offer(session, random);
            result(null);
        }
    }

    private static void offer(JdbcSession session, RandomGenerator random) throws SQLException {
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
