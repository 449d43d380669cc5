package dev.zoetrope.ledger;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jboss.logging.Logger;

import dev.zoetrope.disk.OwnerOnly;

/**
 * Where SQLite's driver unpacks its native library: into the data directory, which is writable where perhaps nothing else
 * is. As only one process has that directory, what a killed one left there can be removed; in the system's directory for
 * temporary files each {@code kill -9} would leave a megabyte for good.
 */
final class DriverLibrary {
    private static final Logger LOG = Logger.getLogger(DriverLibrary.class);
    private static final String SETTING = "org.sqlite.tmpdir";
    private static final String DIRECTORY = "driver";
    private static final String LEFT = "sqlite-*";

    private DriverLibrary() {
    }

    /**
     * Before the driver's first connection. An operator's own {@code -Dorg.sqlite.tmpdir} wins; where the directory cannot
     * be used, the driver's default stays.
     *
     * @param data a data directory that this process has for itself
     */
    static void unpackInto(Path data) {
        unpack(data, true);
    }

    /** As {@link #unpackInto}, while another process may have the directory: nothing is removed. */
    static void unpackBeside(Path data) {
        unpack(data, false);
    }

    private static void unpack(Path data, boolean alone) {
        Path directory = data.toAbsolutePath().resolve(DIRECTORY);
        String said = System.getProperty(SETTING);
        if (said != null && !Path.of(said).endsWith(DIRECTORY)) {
            return;
        }
        try {
            OwnerOnly.directory(directory);
            if (alone) {
                removeLeft(directory);
            }
            System.setProperty(SETTING, directory.toString());
        } catch (IOException e) {
            LOG.warnf("the driver's library is unpacked among the system's temporary files, as %s cannot be used (%s)",
                    directory, e.getClass().getSimpleName());
        }
    }

    private static void removeLeft(Path directory) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, LEFT)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }
}
