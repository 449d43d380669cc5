package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.fake.LogLines;

/** Only the user of the process may read the data, and data that was left one directory higher is not ignored. */
class DataDirectoryTest {
    @TempDir
    Path parent;

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void theDirectoryAndTheDatabaseAreTheOwnersAlone() throws IOException {
        Path directory = parent.resolve("data");
        try (LogLines log = new LogLines(DataDirectory.class); DataDirectory held = DataDirectory.take(directory)) {
            assertThat(held).isNotNull();
            assertThat(permissions(directory)).isEqualTo("rwx------");
            assertThat(permissions(directory.resolve("zoetrope.db"))).isEqualTo("rw-------");
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void aWiderDirectoryIsToldAndUsed() throws IOException {
        Path directory = Files.createDirectory(parent.resolve("data"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (LogLines log = new LogLines(DataDirectory.class); DataDirectory held = DataDirectory.take(directory)) {
            assertThat(held).isNotNull();
            assertThat(log.with("zoetrope.data-dir", directory.toString(), "rwxr-xr-x", "WARN")).hasSize(1);
        }
    }

    @Test
    void aDatabaseOneDirectoryHigherRefusesTheStartAndLetsTheDirectoryGo() throws IOException {
        Path directory = parent.resolve("data");
        Path left = Files.createFile(parent.resolve("zoetrope.db"));

        assertThatThrownBy(() -> DataDirectory.take(directory)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("zoetrope.data-dir").hasMessageContaining(directory.toString());

        Files.delete(left);
        DataDirectory.take(directory).close();
    }
}
