package dev.zoetrope.ledger.jdbc;

import java.util.Arrays;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** The tables of the ledger, made or brought up to date before it opens. */
public final class SchemaMigration {
    private SchemaMigration() {
    }

    /**
     * Makes them; of several replicas one does it and the others wait for it. Tables of a later version are left alone.
     *
     * @param setting that every complaint names
     * @throws IllegalStateException without a cause, which may quote a row, if they are not there afterwards
     */
    public static void migrate(Flyway flyway, String setting) {
        try {
            Arrays.stream(flyway.info().applied()).filter(SchemaMigration::later).findFirst().ifPresent(newer -> {
                throw new IllegalStateException(setting + ": the database is of a later version (" + newer.getVersion()
                        + ") than this program; run that version, or restore a backup");
            });
            flyway.migrate();
        } catch (FlywayException e) {
            throw new IllegalStateException(setting + ": the tables could not be made or brought up to date ("
                    + SqlErrors.sentence(e) + ")");
        }
    }

    private static boolean later(MigrationInfo applied) {
        return applied.getState().isApplied() && !applied.getState().isResolved();
    }
}
