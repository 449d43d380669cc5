package dev.zoetrope.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.fake.LogLines;

/** Only the process's user can read the data. A database in the parent directory is not ignored. */
class DataDirectoryLockTest {
    @TempDir
    Path parent;

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void the_directory_and_the_database_are_the_owners_alone() throws IOException {
        Path directory = parent.resolve("data");
        try (LogLines log = new LogLines(DataDirectoryLock.class);
                DataDirectoryLock held = DataDirectoryLock.acquire(directory)) {
            assertThat(held).isNotNull();
            assertThat(permissions(directory)).isEqualTo("rwx------");
            assertThat(permissions(directory.resolve("zoetrope.db"))).isEqualTo("rw-------");
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void a_wider_directory_is_told_and_used() throws IOException {
        Path directory = Files.createDirectory(parent.resolve("data"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (LogLines log = new LogLines(DataDirectoryLock.class);
                DataDirectoryLock held = DataDirectoryLock.acquire(directory)) {
            assertThat(held).isNotNull();
            assertThat(log.with("zoetrope.data-dir", directory.toString(), "rwxr-xr-x", "WARN")).hasSize(1);
        }
    }

    @Test
    void a_database_one_directory_higher_refuses_the_start_and_lets_the_directory_go() throws IOException {
        Path directory = parent.resolve("data");
        Path left = Files.createFile(parent.resolve("zoetrope.db"));

        assertThatThrownBy(() -> DataDirectoryLock.acquire(directory)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("zoetrope.data-dir").hasMessageContaining(directory.toString());

        Files.delete(left);
        DataDirectoryLock.acquire(directory).close();
    }
}
