package dev.zoetrope.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Creates files (600) and directories (700) that only the user of this process may use, whatever the umask is. Existing files
 * and directories keep their permissions. A file system without POSIX permissions applies its own defaults.
 */
public final class OwnerOnly {
    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OWNER_PERMISSIONS = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final String FILE_PERMISSIONS = "rw-------";
    private static final String DIRECTORY_PERMISSIONS = "rwx------";

    private OwnerOnly() {
    }

    /** Creates the directory and those of its parents that do not exist. */
    public static Path directory(Path directory) throws IOException {
        return Files.createDirectories(directory, attributes(DIRECTORY_PERMISSIONS));
    }

    /** Creates an empty file if it does not exist. */
    public static Path file(Path file) throws IOException {
        try {
            return newFile(file);
        } catch (FileAlreadyExistsException exists) {
            return file;
        }
    }

    /**
     * Creates an empty file.
     *
     * @throws FileAlreadyExistsException if the file exists
     */
    public static Path newFile(Path file) throws IOException {
        return Files.createFile(file, attributes(FILE_PERMISSIONS));
    }

    /** The value for {@code OpenOptions.setPerms}; null if the file system has no POSIX permissions. */
    public static String filePermissions() {
        return POSIX ? FILE_PERMISSIONS : null;
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
                : new FileAttribute<?>[0];
    }

    /** The permissions, for example {@code rwxr-xr-x}, if users other than the owner have any; else empty. */
    public static Optional<String> excessPermissions(Path path) throws IOException {
        if (!POSIX || !Files.exists(path)) {
            return Optional.empty();
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
        return OWNER_PERMISSIONS.containsAll(found) ? Optional.empty() : Optional.of(PosixFilePermissions.toString(found));
    }
}
