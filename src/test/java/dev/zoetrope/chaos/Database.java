package dev.zoetrope.chaos;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** Where the gateways keep their ledger, and a way for us to look into it. */
interface Database extends AutoCloseable {

    /** The one the plan wants, empty. */
    static Database of(ChaosPlan plan, Path home) {
        return "sqlite".equals(plan.database()) ? new Sqlite(Fleet.directory(home, 0))
                : new Postgres(dev.zoetrope.fake.Postgres.fresh());
    }

    /** What a gateway must be told to use it. */
    Map<String, String> settings();

    /** The caller closes it. */
    Connection connect() throws SQLException;

    @Override
    void close();

    /** In the data directory of the one gateway, which is configured without a word. */
    record Sqlite(Path data) implements Database {
        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        public Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("zoetrope.db") + "?open_mode=1");
        }

        @Override
        public void close() {
            // the files belong to the run
        }
    }

    /** A PostgreSQL that all gateways share. */
    record Postgres(String url) implements Database {
        @Override
        public Map<String, String> settings() {
            return Map.of("ZOETROPE_DATABASE_URL", url);
        }

        @Override
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url);
        }

        @Override
        public void close() {
            // the server ends with this process
        }
    }
}
