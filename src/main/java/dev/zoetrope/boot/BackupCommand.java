package dev.zoetrope.boot;

import java.nio.file.Path;

import org.eclipse.microprofile.config.Config;

import dev.zoetrope.ledger.Backup;
import io.quarkus.runtime.configuration.ConfigUtils;

/**
 * The command {@code backup FILE}: copies the SQLite database while a gateway uses it. It does not start the application,
 * because a start takes the lock of the data directory. It reads only the settings that locate the database. Without an
 * application there is no log, so it prints its messages.
 */
final class BackupCommand {
    private static final int FAILED = 1;
    private static final int USAGE_ERROR = 2;

    /** @return 0 if the copy is complete; 1 if there is none; 2 if the arguments are not {@code backup FILE} */
    int run(String... arguments) {
        if (arguments.length != 2 || arguments[1].isBlank()) {
            System.err.println("backup needs one file: the path of the copy, for example backup /backups/zoetrope.db");
            return USAGE_ERROR;
        }
        Config config = ConfigUtils.emptyConfigBuilder().build();
        if (config.getOptionalValue("zoetrope.database.url", String.class).isPresent()) {
            System.err.println("zoetrope.database.url is set: the ledger is in PostgreSQL. Back it up with PostgreSQL's own "
                    + "tools, for example pg_dump.");
            return FAILED;
        }
        Path directory = Path.of(config.getOptionalValue("zoetrope.data-dir", String.class).orElse("data"));
        try {
            Backup.write(directory, Path.of(arguments[1]), new ClockProducer().clock().instant());
        } catch (IllegalStateException e) {
            System.err.println("The backup failed: " + e.getMessage());
            return FAILED;
        }
        System.out.println("The backup is " + arguments[1] + ". It contains the root of the signing keys. A gateway that"
                + " starts from it does not send the creates that wait in it.");
        return 0;
    }
}
