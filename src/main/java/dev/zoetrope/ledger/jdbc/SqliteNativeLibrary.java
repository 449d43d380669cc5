package dev.zoetrope.ledger.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

import org.jboss.logging.Logger;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

import dev.zoetrope.disk.OwnerOnly;
import io.quarkus.runtime.LaunchMode;

/**
 * Where SQLite's driver has its native library: unpacked once, and reused by each later start of the same version. Of the
 * directories that the process can write to, the first one is taken from which a library can run, as volumes are often
 * mounted without execution ({@code noexec}).
 */
public final class SqliteNativeLibrary {
    private static final Logger LOG = Logger.getLogger(SqliteNativeLibrary.class);
    private static final String PATH = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";
    private static final String OWN_SETTING = "org.sqlite.tmpdir";
    private static final String IN_DATA = "driver";
    /** What an earlier version, or a start that was killed, has left. */
    private static final String LEFT = "{sqlite-,unpacked-}*";

    private SqliteNativeLibrary() {
    }

    /**
     * Before the driver's first connection: in {@code -Dorg.sqlite.tmpdir}, else the data directory, else
     * {@code java.io.tmpdir}. Whoever sets {@code -Dorg.sqlite.lib.path} has unpacked it already. In dev mode and tests
     * several class loaders load the library, each from a file of its own, so the driver unpacks them itself.
     *
     * @param data the data directory
     * @throws IllegalStateException if it can run from none of them
     */
    public static void place(Path data) {
        String name = LibraryLoaderUtil.getNativeLibName();
        byte[] library = LaunchMode.current() == LaunchMode.NORMAL && System.getProperty(PATH) == null
                ? library(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name)
                : null;
        if (library != null) {
            String file = "sqlite-" + SQLiteJDBCLoader.getVersion() + "-"
                    + OSInfo.getNativeLibFolderPathForCurrentOS().replace('/', '-') + "-" + name;
            Path directory = place(library, file, data, System.getProperty(OWN_SETTING), System.getProperty("java.io.tmpdir"));
            System.setProperty(PATH, directory.toString());
            System.setProperty(NAME, file);
        }
    }

    /**
     * The directory in which the library is afterwards.
     *
     * @param own null if there is no setting
     */
    static Path place(byte[] library, String file, Path data, String own, String system) {
        Path mine = data.toAbsolutePath().resolve(IN_DATA);
        List<Path> candidates = own == null ? List.of(mine, shared(system)) : List.of(shared(own), mine, shared(system));
        for (Path directory : candidates) {
            try {
                OwnerOnly.directory(directory);
                if ((directory.equals(mine) || isOwn(directory)) && runs(unpacked(library, directory.resolve(file)))) {
                    if (directory.equals(mine)) {
                        clean(mine, file);
                    }
                    return directory;
                }
            } catch (IOException e) {
                LOG.debugf(e, "the driver's library cannot be in %s", directory);
            }
        }
        throw new IllegalStateException("zoetrope.data-dir: SQLite's library can run from none of " + candidates
                + ", as they are mounted without execution (noexec) or cannot be written to; name a directory from which it can"
                + " with -D" + OWN_SETTING);
    }

    /** In a directory that other users may write to as well. */
    private static Path shared(String directory) {
        return Path.of(directory).toAbsolutePath().resolve("zoetrope-driver-" + System.getProperty("user.name"));
    }

    /** Whether only the user of this process can put a library there: another's would run as this process. */
    private static boolean isOwn(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "unpacked-", null);
        try {
            return Files.getOwner(probe).equals(Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS))
                    && OwnerOnly.wider(directory).isEmpty();
        } finally {
            Files.delete(probe);
        }
    }

    private static Path unpacked(byte[] library, Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !Arrays.equals(Files.readAllBytes(file), library)) {
            Path draft = Files.createTempFile(file.getParent(), "unpacked-", null);
            Files.write(draft, library);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** A file may not be executed, whatever its permissions are, where its file system is mounted so. */
    private static boolean runs(Path file) {
        return file.toFile().setExecutable(true, true) && Files.isExecutable(file);
    }

    private static void clean(Path directory, String kept) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, LEFT)) {
            for (Path file : left) {
                if (!file.endsWith(kept)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Null where the driver brings none for this platform: it says so itself then. */
    private static byte[] library(String resource) {
        try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            return library == null ? null : library.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("SQLite's library cannot be read from the package", e);
        }
    }
}
