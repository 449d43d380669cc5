package dev.zoetrope.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The directory of the database, held by this process alone for as long as it lives. The operating system gives the
 * lock back however the process dies.
 */
final class DataDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "zoetrope.lock";

    private final FileChannel channel;

    private DataDirectory(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the directory if it is not there, and takes it.
     *
     * @throws IllegalStateException if it cannot be used or another process has it; the message names the setting
     */
    static DataDirectory take(Path directory) {
        FileChannel channel;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(directory.resolve(LOCK_FILE), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IllegalStateException("zoetrope.data-dir: the directory %s cannot be used (%s)"
                    .formatted(directory.toAbsolutePath(), e.getClass().getSimpleName()), e);
        }
        if (!lock(channel)) {
            Jdbc.closeQuietly(channel);
            throw new IllegalStateException(
                    "zoetrope.data-dir: another process is using %s; give each process a directory of its own"
                            .formatted(directory.toAbsolutePath()));
        }
        return new DataDirectory(channel);
    }

    private static boolean lock(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    /** Lets the next process in. */
    @Override
    public void close() {
        Jdbc.closeQuietly(channel);
    }
}
