package dev.zoetrope.ledger.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.SharedSecret;
import dev.zoetrope.ledger.jdbc.JdbcSession;

/** The rows of the {@link SharedSecret}. */
final class SecretRows {
    private static final String NAME = "root";
    private static final int BYTES = 32;
    /** Prefix of the names of replaced secrets. */
    private static final String REPLACED = "replaced ";
    private static final String INSERT_IF_ABSENT = "insert into secret (name, value) values (?, ?) on conflict do nothing";
    private static final String READ = "select value from secret where name = ?";
    private static final String READ_REPLACED = "select value, ends_at from secret where ends_at is not null";
    private static final String END_EARLIER = "update secret set ends_at = ? where ends_at > ?";
    private static final String RENAME = "update secret set name = ?, ends_at = ? where name = ?";

    private SecretRows() {
    }

    /**
     * Reads the secret. Creates it if there is none; if two processes create one at once, both read the first. Does not
     * commit.
     */
    static SharedSecret load(JdbcSession session, RandomGenerator random) throws SQLException {
        insertIfAbsent(session, random);
        PreparedStatement read = session.prepared(READ);
        read.setString(1, NAME);
        try (ResultSet row = read.executeQuery()) {
            row.next();
            return new SharedSecret(HexFormat.of().parseHex(row.getString(1)), replaced(session));
        }
    }

    private static List<SharedSecret.Replaced> replaced(JdbcSession session) throws SQLException {
        List<SharedSecret.Replaced> found = new ArrayList<>();
        try (ResultSet row = session.prepared(READ_REPLACED).executeQuery()) {
            while (row.next()) {
                found.add(new SharedSecret.Replaced(HexFormat.of().parseHex(row.getString(1)),
                        Instant.ofEpochMilli(row.getLong(2))));
            }
        }
        return found;
    }

    /**
     * Replaces the secret for every process that starts later.
     *
     * @param ends as for {@link Ledger#replaceSecret}
     */
    static void replace(JdbcSession session, Instant ends, RandomGenerator random) throws SQLException {
        PreparedStatement shorten = session.prepared(END_EARLIER);
        shorten.setLong(1, ends.toEpochMilli());
        shorten.setLong(2, ends.toEpochMilli());
        shorten.executeUpdate();
        PreparedStatement rename = session.prepared(RENAME);
        rename.setString(1, REPLACED + HexFormat.of().toHexDigits(random.nextLong()));
        rename.setLong(2, ends.toEpochMilli());
        rename.setString(3, NAME);
        rename.executeUpdate();
        insertIfAbsent(session, random);
    }

    private static void insertIfAbsent(JdbcSession session, RandomGenerator random) throws SQLException {
        byte[] offered = new byte[BYTES];
        random.nextBytes(offered);
        PreparedStatement offer = session.prepared(INSERT_IF_ABSENT);
        offer.setString(1, NAME);
        offer.setString(2, HexFormat.of().formatHex(offered));
        offer.executeUpdate();
    }
}
