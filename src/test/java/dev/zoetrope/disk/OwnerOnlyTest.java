package dev.zoetrope.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New files and directories are accessible to the owner only. Existing ones are reported and not changed. */
class OwnerOnlyTest {
    @TempDir
    Path tempDirectory;

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void what_is_made_is_the_owners_alone() throws IOException {
        Path deep = OwnerOnly.directory(tempDirectory.resolve("a").resolve("b"));
        Path file = OwnerOnly.file(deep.resolve("file"));

        assertThat(permissions(tempDirectory.resolve("a"))).isEqualTo("rwx------");
        assertThat(permissions(deep)).isEqualTo("rwx------");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(OwnerOnly.excessPermissions(deep)).isEmpty();
        assertThat(OwnerOnly.excessPermissions(file)).isEmpty();
    }

    @Test
    void what_is_there_stays_and_is_told() throws IOException {
        Path directory = Files.createDirectory(tempDirectory.resolve("open"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
        Path file = Files.writeString(directory.resolve("file"), "kept");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        OwnerOnly.directory(directory);
        OwnerOnly.file(file);

        assertThat(OwnerOnly.excessPermissions(directory)).contains("rwxr-x---");
        assertThat(OwnerOnly.excessPermissions(file)).contains("rw-r--r--");
        assertThat(file).hasContent("kept");
        assertThat(OwnerOnly.excessPermissions(tempDirectory.resolve("nothing"))).isEmpty();
    }
}
