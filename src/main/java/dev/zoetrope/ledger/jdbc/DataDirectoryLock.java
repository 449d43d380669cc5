package dev.zoetrope.ledger.jdbc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jboss.logging.Logger;

import dev.zoetrope.disk.OwnerOnly;

/**
 * The lock of the data directory. One process holds it for its whole life. The operating system releases the lock however
 * the process ends.
 */
public final class DataDirectoryLock implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DataDirectoryLock.class);
    private static final String LOCK_FILE = "zoetrope.lock";
    public static final String DATABASE_FILE = "zoetrope.db";

    private final FileChannel channel;

    private DataDirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Creates the directory if it is missing, and locks it. Only the user of this process may read the database: SQLite
     * gives its log files the permissions of the database file.
     *
     * @throws IllegalStateException if the directory cannot be used or another process has locked it; the message names the
     *         setting
     */
    public static DataDirectoryLock acquire(Path directory) {
        FileChannel channel;
        try {
            OwnerOnly.directory(directory);
            channel = FileChannel.open(OwnerOnly.file(directory.resolve(LOCK_FILE)), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable(directory, e);
        }
        try {
            if (!lock(channel)) {
                throw new IllegalStateException(
                        "zoetrope.data-dir: another process is using %s; give each process a directory of its own"
                                .formatted(directory.toAbsolutePath()));
            }
            restrictAccess(directory);
        } catch (IllegalStateException e) {
            SqlErrors.closeQuietly(channel);
            throw e;
        } catch (IOException e) {
            SqlErrors.closeQuietly(channel);
            throw unusable(directory, e);
        }
        return new DataDirectoryLock(channel);
    }

    private static void restrictAccess(Path directory) {
        Path database = directory.resolve(DATABASE_FILE);
        Path above = directory.toAbsolutePath().resolveSibling(DATABASE_FILE);
        if (!Files.exists(database) && Files.exists(above)) {
            throw new IllegalStateException("zoetrope.data-dir: %s has no database, but its parent directory has; move the "
                    .formatted(directory.toAbsolutePath()) + "files of the parent here, or set the parent directory");
        }
        try {
            OwnerOnly.file(database);
        } catch (IOException e) {
            throw unusable(directory, e);
        }
        warnIfOpen(directory, database);
    }

    /** Logs a warning for each of these paths that other users of the machine may read or write. */
    public static void warnIfOpen(Path... paths) {
        for (Path path : paths) {
            try {
                OwnerOnly.excessPermissions(path)
                        .ifPresent(permissions -> LOG.warnf("zoetrope.data-dir: %s is accessible to other "
                                + "users of this machine (%s), and contains data of callers; remove these permissions",
                                path.toAbsolutePath(), permissions));
            } catch (IOException e) {
                LOG.debug("the permissions of the data directory cannot be read", e);
            }
        }
    }

    private static IllegalStateException unusable(Path directory, IOException cause) {
        return new IllegalStateException("zoetrope.data-dir: the directory %s cannot be used (%s)"
                .formatted(directory.toAbsolutePath(), cause.getClass().getSimpleName()), cause);
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Releases the lock. */
    @Override
    public void close() {
        SqlErrors.closeQuietly(channel);
    }
}
