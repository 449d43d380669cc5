package dev.zoetrope.ledger.jdbc;

import java.util.Arrays;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Creates or migrates the tables of the ledger before the ledger opens. */
public final class SchemaMigration {
    private SchemaMigration() {
    }

    /**
     * Creates or migrates the tables. Of several replicas one migrates, and the others wait for it. Tables of a later
     * version are not changed.
     *
     * @param setting the name of the setting for error messages
     * @throws IllegalStateException if the tables are of a later version or the migration fails; without a cause, as the
     *         cause may quote a row
     */
    public static void migrate(Flyway flyway, String setting) {
        try {
            Arrays.stream(flyway.info().applied()).filter(SchemaMigration::isLaterVersion).findFirst().ifPresent(newer -> {
                throw new IllegalStateException(setting + ": the database is of a later version (" + newer.getVersion()
                        + ") than this program; run that version, or restore a backup");
            });
            flyway.migrate();
        } catch (FlywayException e) {
            throw new IllegalStateException(setting + ": the tables could not be created or migrated ("
                    + SqlErrors.describeForStart(e) + ")");
        }
    }

    private static boolean isLaterVersion(MigrationInfo applied) {
        return applied.getState().isApplied() && !applied.getState().isResolved();
    }
}
