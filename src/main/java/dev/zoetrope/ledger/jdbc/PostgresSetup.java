package dev.zoetrope.ledger.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
import org.postgresql.Driver;

import dev.zoetrope.ledger.LedgerConfig;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;

/**
 * Checks a PostgreSQL and creates or migrates the tables of the ledger in it. Error messages contain the name of the
 * setting and the server's own message. They never contain the URL or the driver's messages, which may contain the
 * password.
 */
public final class PostgresSetup {
    private static final Logger LOG = Logger.getLogger(PostgresSetup.class);
    private static final String PREFIX = "jdbc:postgresql:";
    private static final int OLDEST_VERSION = 15;

    private PostgresSetup() {
    }

    /**
     * Whether PostgreSQL is configured.
     *
     * @throws IllegalStateException if its settings are inconsistent or wrong
     */
    public static boolean isConfigured(LedgerConfig.Database config) {
        if (config.url().isEmpty()) {
            refuseIf(config.user().isPresent(), "zoetrope.database.user is set without zoetrope.database.url");
            refuseIf(config.password().isPresent(), "zoetrope.database.password is set without zoetrope.database.url");
            return false;
        }
        String url = config.url().get();
        refuseIf(!url.startsWith(PREFIX) || Driver.parseURL(url, null) == null,
                "zoetrope.database.url must be a JDBC URL of PostgreSQL: " + PREFIX + "//host:port/database");
        return true;
    }

    /**
     * Checks the server and creates or migrates the tables. Of several replicas one migrates, and the others wait for it.
     *
     * @throws IllegalStateException if the server does not answer, is too old or cannot be migrated
     */
    public static void prepare(AgroalDataSource source, Flyway flyway) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('server_version_num')::int / 10000, "
                        + "current_setting('fsync'), current_setting('synchronous_standby_names'), "
                        + "(select count(*) from pg_stat_replication)")) {
            row.next();
            int version = row.getInt(1);
            refuseIf(version < OLDEST_VERSION, "zoetrope.database.url: PostgreSQL " + version + " is too old, " + OLDEST_VERSION
                    + " is the oldest supported version");
            LOG.infof("The ledger is in PostgreSQL %d.", version);
            if ("off".equals(row.getString(2))) {
                LOG.warn("PostgreSQL runs with fsync=off: acknowledged writes may be lost if its machine crashes.");
            }
            if (row.getString(3).isBlank() && row.getInt(4) > 0) {
                LOG.warnf("PostgreSQL has %d standbys and none of them is synchronous (synchronous_standby_names is empty): "
                        + "a failover may lose the last commits, creates included.", row.getInt(4));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("zoetrope.database.url: PostgreSQL refuses the connection or does not answer ("
                    + SqlErrors.describeForStart(e) + "); start again when it does");
        }
        SchemaMigration.migrate(flyway, "zoetrope.database.url");
        source.flush(FlushMode.IDLE); // the sessions of the migration have timeouts that the committers must not inherit
    }

    private static void refuseIf(boolean wrong, String message) {
        if (wrong) {
            throw new IllegalStateException(message);
        }
    }
}
