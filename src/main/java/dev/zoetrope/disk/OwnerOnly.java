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
 * Files and directories for the user of this process alone, whatever the umask: 600 and 700. What exists keeps the
 * permissions it has. On a file system without POSIX permissions, its own defaults apply.
 */
public final class OwnerOnly {
    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final String FILE = "rw-------";
    private static final String DIRECTORY = "rwx------";

    private OwnerOnly() {
    }

    /** Makes a directory, and those above it, where they are missing. */
    public static Path directory(Path directory) throws IOException {
        return Files.createDirectories(directory, attributes(DIRECTORY));
    }

    /** Makes an empty file where there is none. */
    public static Path file(Path file) throws IOException {
        try {
            return Files.createFile(file, attributes(FILE));
        } catch (FileAlreadyExistsException there) {
            return file;
        }
    }

    /** The permissions of a file for {@code OpenOptions.setPerms}; null where there are none. */
    public static String filePermissions() {
        return POSIX ? FILE : null;
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
                : new FileAttribute<?>[0];
    }

    /** The permissions of what is there, if others than its owner have any; in the form {@code rwxr-xr-x}. */
    public static Optional<String> wider(Path path) throws IOException {
        if (!POSIX || !Files.exists(path)) {
            return Optional.empty();
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
        return OWNERS.containsAll(found) ? Optional.empty() : Optional.of(PosixFilePermissions.toString(found));
    }
}
