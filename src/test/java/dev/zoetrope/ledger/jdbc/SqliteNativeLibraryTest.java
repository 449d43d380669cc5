package dev.zoetrope.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library is unpacked once, into a directory that allows execution and to which only the process's user can write. */
class SqliteNativeLibraryTest {
    private static final byte[] LIBRARY = { 1, 2, 3 };
    private static final String NAME = "sqlite-3-libsqlitejdbc.so";

    @TempDir
    Path parent;
    private Path data;
    private String tempDirectory;

    @BeforeEach
    void directories() throws IOException {
        data = Files.createDirectory(parent.resolve("data"));
        tempDirectory = Files.createDirectory(parent.resolve("tmp")).toString();
    }

    private Path place(byte[] library, String name, String configuredDirectory) {
        return SqliteNativeLibrary.install(() -> new ByteArrayInputStream(library), name, data, configuredDirectory,
                tempDirectory);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void it_is_in_the_data_directory_and_unpacked_once() throws IOException {
        Path directory = place(LIBRARY, NAME, null);
        assertThat(directory).isEqualTo(data.resolve("driver"));
        assertThat(directory.resolve(NAME)).hasBinaryContent(LIBRARY).isExecutable();

        FileTime before = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(directory.resolve(NAME), before);
        assertThat(place(LIBRARY, NAME, null)).isEqualTo(directory);
        assertThat(Files.getLastModifiedTime(directory.resolve(NAME))).isEqualTo(before);
        assertThat(names(Path.of(tempDirectory))).isEmpty();
    }

    @Test
    void what_earlier_starts_and_versions_have_left_goes() throws IOException {
        Path directory = Files.createDirectory(data.resolve("driver"));
        for (String left : List.of("sqlite-2-libsqlitejdbc.so", "sqlite-3-0f1e-libsqlitejdbc.so.lck", "unpacked-1.tmp",
                "notes")) {
            Files.createFile(directory.resolve(left));
        }
        place(LIBRARY, NAME, null);

        assertThat(names(directory)).containsExactly("notes", NAME);
    }

    @Test
    void one_that_is_cut_off_or_of_somebody_else_is_replaced() throws IOException {
        Path file = place(LIBRARY, NAME, null).resolve(NAME);
        for (byte[] other : List.of(new byte[] { 1, 2 }, new byte[] { 1, 2, 4 }, new byte[] { 1, 2, 3, 4 }, new byte[0])) {
            Files.write(file, other);
            place(LIBRARY, NAME, null);
            assertThat(file).hasBinaryContent(LIBRARY);
        }

        Files.delete(file);
        Files.createSymbolicLink(file, Files.write(parent.resolve("elsewhere"), LIBRARY));
        place(LIBRARY, NAME, null);
        assertThat(file).isRegularFile();
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }

    @Test
    void the_operators_own_directory_comes_first() throws IOException {
        Path own = parent.resolve("own");
        Path directory = place(LIBRARY, NAME, own.toString());

        assertThat(directory.getParent()).isEqualTo(own);
        assertThat(names(directory)).containsExactly(NAME);
        assertThat(data.resolve("driver")).doesNotExist();
    }

    @Test
    void where_it_cannot_be_in_the_data_directory_it_is_in_the_systems() throws IOException {
        Files.createFile(data.resolve("driver"));
        Path directory = place(LIBRARY, NAME, null);

        assertThat(directory.getParent()).isEqualTo(Path.of(tempDirectory));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))).isEqualTo("rwx------");
    }

    @Test
    void a_directory_that_others_can_write_to_is_not_used() throws IOException {
        Files.createFile(data.resolve("driver"));
        Path directory = place(LIBRARY, NAME, null);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwx---"));

        assertThatThrownBy(() -> place(LIBRARY, NAME, null)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("zoetrope.data-dir: ").hasMessageContaining("noexec")
                .hasMessageContaining("-Dorg.sqlite.tmpdir").hasMessageContaining(directory.toString());
    }
}
