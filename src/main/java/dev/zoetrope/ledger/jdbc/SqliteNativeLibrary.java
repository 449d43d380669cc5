package dev.zoetrope.ledger.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

import dev.zoetrope.disk.OwnerOnly;
import io.quarkus.runtime.LaunchMode;

/**
 * Unpacks the native library of SQLite's driver once; later starts of the same version reuse it. Volumes are often mounted
 * without execution ({@code noexec}), so the library goes to the first writable directory from which it can run.
 */
public final class SqliteNativeLibrary {
    private static final Logger LOG = Logger.getLogger(SqliteNativeLibrary.class);
    private static final String PATH_PROPERTY = "org.sqlite.lib.path";
    private static final String NAME_PROPERTY = "org.sqlite.lib.name";
    private static final String DIRECTORY_PROPERTY = "org.sqlite.tmpdir";
    private static final String DATA_SUBDIRECTORY = "driver";
    /** Files of an earlier version or of a start that was killed. */
    private static final String LEFTOVERS = "{sqlite-,unpacked-}*";
    private static final int COMPARED_BYTES = 32 * 1024;

    /**
     * The resource directory with the library of this platform. To find it, the driver runs {@code uname} and reads the list of
     * all files that are mapped into memory. So the gateway asks the driver only once. A native executable asks while its image
     * is built, because the image contains only the library of its own platform.
     */
    private static final String PLATFORM_RESOURCES = LibraryLoaderUtil.getNativeLibResourcePath();

    private SqliteNativeLibrary() {
    }

    /**
     * Unpacks the library before the driver's first connection: into {@code -Dorg.sqlite.tmpdir}, else the data directory,
     * else {@code java.io.tmpdir}. Does nothing if {@code -Dorg.sqlite.lib.path} is set: the library is unpacked then.
     * Does nothing in dev mode and tests either: several class loaders load the library, each from a file of its own, so
     * the driver unpacks the files itself.
     *
     * @param data the data directory
     * @throws IllegalStateException if the library can run from none of the directories
     */
    public static void install(Path data) {
        String name = LibraryLoaderUtil.getNativeLibName();
        String resource = PLATFORM_RESOURCES + "/" + name;
        // If the package has no library for this platform, the driver reports that.
        if (LaunchMode.current() == LaunchMode.NORMAL && System.getProperty(PATH_PROPERTY) == null
                && SQLiteJDBCLoader.class.getResource(resource) != null) {
            String file = "sqlite-" + SQLiteJDBCLoader.getVersion() + PLATFORM_RESOURCES.replace('/', '-') + "-" + name;
            Path directory = install(() -> SQLiteJDBCLoader.class.getResourceAsStream(resource), file, data,
                    System.getProperty(DIRECTORY_PROPERTY),
                    System.getProperty("java.io.tmpdir"));
            System.setProperty(PATH_PROPERTY, directory.toString());
            System.setProperty(NAME_PROPERTY, file);
        }
    }

    /**
     * Unpacks the library and returns its directory.
     *
     * @param library opens the library in the package
     * @param configuredDirectory the value of {@code org.sqlite.tmpdir}; null if it is not set
     * @param tempDirectory the value of {@code java.io.tmpdir}
     */
    static Path install(Supplier<InputStream> library, String file, Path data, String configuredDirectory,
            String tempDirectory) {
        Path dataSubdirectory = data.toAbsolutePath().resolve(DATA_SUBDIRECTORY);
        List<Path> candidates = configuredDirectory == null ? List.of(dataSubdirectory, inSharedDirectory(tempDirectory))
                : List.of(inSharedDirectory(configuredDirectory), dataSubdirectory, inSharedDirectory(tempDirectory));
        for (Path directory : candidates) {
            try {
                OwnerOnly.directory(directory);
                if ((directory.equals(dataSubdirectory) || isPrivate(directory))
                        && isExecutable(unpacked(library, directory.resolve(file)))) {
                    if (directory.equals(dataSubdirectory)) {
                        clean(dataSubdirectory, file);
                    }
                    return directory;
                }
            } catch (IOException e) {
                LOG.debugf(e, "the driver's library cannot be in %s", directory);
            }
        }
        throw new IllegalStateException("zoetrope.data-dir: SQLite's library can run from none of " + candidates
                + ", as they are mounted without execution (noexec) or cannot be written to; set a directory from which it "
                + "can be loaded with -D" + DIRECTORY_PROPERTY);
    }

    /** The subdirectory in a directory that other users may also write to. */
    private static Path inSharedDirectory(String directory) {
        return Path.of(directory).toAbsolutePath().resolve("zoetrope-driver-" + System.getProperty("user.name"));
    }

    /** Whether only this process's user can write to the directory: another user's library would run in this process. */
    private static boolean isPrivate(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "unpacked-", null);
        try {
            return Files.getOwner(probe).equals(Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS))
                    && OwnerOnly.excessPermissions(directory).isEmpty();
        } finally {
            Files.delete(probe);
        }
    }

    private static Path unpacked(Supplier<InputStream> library, Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isCopy(file, library)) {
            Path draft = Files.createTempFile(file.getParent(), "unpacked-", null);
            try (InputStream content = library.get(); OutputStream out = Files.newOutputStream(draft)) {
                content.transferTo(out);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** Compares in pieces, because two copies of the whole library in memory would slow down each start. */
    private static boolean isCopy(Path file, Supplier<InputStream> library) throws IOException {
        byte[] expected = new byte[COMPARED_BYTES];
        byte[] actual = new byte[COMPARED_BYTES];
        try (InputStream content = library.get(); InputStream unpacked = Files.newInputStream(file)) {
            int length;
            do {
                length = content.readNBytes(expected, 0, COMPARED_BYTES);
                int present = unpacked.readNBytes(actual, 0, COMPARED_BYTES);
                if (!Arrays.equals(expected, 0, length, actual, 0, present)) {
                    return false;
                }
            } while (length > 0);
            return true;
        }
    }

    /**
     * Whether the file can be executed: on a file system mounted with {@code noexec} no file can, whatever its permissions.
     */
    private static boolean isExecutable(Path file) {
        return file.toFile().setExecutable(true, true) && Files.isExecutable(file);
    }

    private static void clean(Path directory, String currentFile) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, LEFTOVERS)) {
            for (Path file : left) {
                if (!file.endsWith(currentFile)) {
                    Files.delete(file);
                }
            }
        }
    }
}
