package dev.zoetrope.ledger.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Creates or migrates the tables of the ledger before the ledger opens. An empty database gets the baseline, and then the
 * migrations after it. A database that the migrations before the baseline made has the same tables: it keeps them and its
 * history, so that a program from before the baseline can still use it.
 */
public final class SchemaMigration {
    /** The version of the baseline, {@code db/migration/B8__schema.sql}; there are no migrations to it. */
    private static final MigrationVersion BASELINE = MigrationVersion.fromVersion("8");

    /**
     * The number of rows in the history, and how many of them are the applied baseline and the migrations after it. The
     * checksums are Flyway's for their files.
     */
    private static final String HISTORY = "select count(*), sum(success and (version = '8' and type = 'SQL_BASELINE' "
            + "and description = 'schema' and checksum = -344671837 or version = '9' and type = 'SQL' "
            + "and description = 'vendors' and checksum = -1439625909 or version = '10' and type = 'SQL' "
            + "and description = 'uploads' and checksum = -637405521 or version = '11' and type = 'SQL' "
            + "and description = 'hidden' and checksum = -926903176 or version = '12' and type = 'SQL' "
            + "and description = 'timeline' and checksum = -627478529)) from flyway_schema_history";
    private static final int MIGRATIONS = 5;

    private SchemaMigration() {
    }

    /**
     * Whether a SQLite database has the baseline, the migrations after it and nothing else in its history, so that
     * {@link #migrate} would find nothing
     * to do. One query answers this, while Flyway takes a fifth of the processor time of a start with an existing database.
     * False for every other history, and if it cannot be read: {@link #migrate} then migrates or refuses.
     */
    public static boolean isCurrent(DataSource source) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet history = statement.executeQuery(HISTORY)) {
            return history.next() && history.getInt(1) == MIGRATIONS && history.getInt(2) == MIGRATIONS;
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Creates or migrates the tables. Of several replicas one migrates, and the others wait for it. Tables of a later
     * version, or of a version before the baseline, are not changed.
     *
     * @param flyway ignores applied migrations that are missing or future: those before the baseline have no file
     * @param setting the name of the setting for error messages
     * @throws IllegalStateException if the tables are of such a version or the migration fails; without a cause, as the
     *         cause may quote a row
     */
    public static void migrate(Flyway flyway, String setting) {
        try {
            MigrationInfoService info = flyway.info();
            refuseOtherVersions(info.applied(), setting);
            if (info.pending().length > 0) {
                flyway.migrate();
            } else {
                flyway.validate(); // "migrate" would warn at each start that version 8 is newer than the baseline
            }
        } catch (FlywayException e) {
            throw new IllegalStateException(setting + ": the tables could not be created or migrated ("
                    + SqlErrors.describeForStart(e) + ")");
        }
    }

    private static void refuseOtherVersions(MigrationInfo[] applied, String setting) {
        List<MigrationInfo> versioned = Arrays.stream(applied).filter(MigrationInfo::isVersioned).toList();
        versioned.stream().filter(each -> each.getVersion().isNewerThan(BASELINE) && !each.getState().isResolved())
                .findFirst().ifPresent(newer -> {
                    throw new IllegalStateException(setting + ": the database is of a later version (" + newer.getVersion()
                            + ") than this program; run that version, or restore a backup");
                });
        if (versioned.stream().anyMatch(each -> each.getState().isFailed())) {
            throw new IllegalStateException(setting + ": a migration of the tables has failed earlier; restore a backup");
        }
        if (!versioned.isEmpty() && versioned.stream().noneMatch(each -> each.getVersion().compareTo(BASELINE) >= 0)) {
            throw new IllegalStateException(setting + ": the database is of an earlier version ("
                    + versioned.get(versioned.size() - 1).getVersion() + ") than this program can migrate (" + BASELINE
                    + "); first start a program that migrates it to version " + BASELINE);
        }
    }
}
