package dev.zoetrope.ledger.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
import org.postgresql.Driver;

import dev.zoetrope.ledger.DatabaseConfig;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;

/**
 * A PostgreSQL that the ledger is to live in, checked and with its tables. Whatever is wrong is told with the setting's
 * name and the server's own sentence; never the URL or the driver's messages, which may hold the password.
 */
public final class PostgresSetup {
    private static final Logger LOG = Logger.getLogger(PostgresSetup.class);
    private static final String PREFIX = "jdbc:postgresql:";
    private static final int OLDEST = 15;

    private PostgresSetup() {
    }

    /**
     * Whether PostgreSQL is wanted.
     *
     * @throws IllegalStateException if what is said of it makes no sense
     */
    public static boolean wanted(DatabaseConfig config) {
        if (config.url().isEmpty()) {
            refuse(config.user().isPresent(), "zoetrope.database.user is set without zoetrope.database.url");
            refuse(config.password().isPresent(), "zoetrope.database.password is set without zoetrope.database.url");
            return false;
        }
        String url = config.url().get();
        refuse(!url.startsWith(PREFIX) || Driver.parseURL(url, null) == null,
                "zoetrope.database.url must be a JDBC URL of PostgreSQL: " + PREFIX + "//host:port/database");
        return true;
    }

    /**
     * Makes the tables, or brings them up to date; of several replicas one does it and the others wait for it.
     *
     * @throws IllegalStateException if it does not answer or is not fit
     */
    public static void ready(AgroalDataSource source, Flyway flyway) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('server_version_num')::int / 10000, "
                        + "current_setting('fsync'), current_setting('synchronous_standby_names'), "
                        + "(select count(*) from pg_stat_replication)")) {
            row.next();
            int version = row.getInt(1);
            refuse(version < OLDEST, "zoetrope.database.url: PostgreSQL " + version + " is too old, " + OLDEST
                    + " is the oldest that will do");
            LOG.infof("The ledger is in PostgreSQL %d.", version);
            if ("off".equals(row.getString(2))) {
                LOG.warn("PostgreSQL runs with fsync=off: what was acknowledged may be lost with its machine.");
            }
            if (row.getString(3).isBlank() && row.getInt(4) > 0) {
                LOG.warnf("PostgreSQL has %d standbys and none of them is synchronous (synchronous_standby_names is empty): a "
                        + "failover may lose the last commits, and creates with them.", row.getInt(4));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("zoetrope.database.url: PostgreSQL does not let us in or does not answer ("
                    + SqlErrors.sentence(e) + "); start again when it does");
        }
        SchemaMigration.migrate(flyway, "zoetrope.database.url");
        source.flush(FlushMode.IDLE); // the migration's sessions have patience that the lanes must not inherit
    }

    private static void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new IllegalStateException(message);
        }
    }
}
