package dev.zoetrope.ledger.sql;

import static dev.zoetrope.ledger.sql.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.ledger.Backup;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** A copy of a database that another connection writes to, and a start from the copy. */
class BackupTest {
    private static final int CREATES = 2_000;

    @TempDir
    Path directory;
    @TempDir
    Path backups;

    private Path data() throws IOException {
        return Files.createDirectories(directory.resolve("data"));
    }

    private Path restored(Path file) throws IOException {
        Path restored = Files.createDirectory(directory.resolve("restored"));
        Files.copy(file, restored.resolve("zoetrope.db"));
        return restored;
    }

    private List<Path> files(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.toList();
        }
    }

    private static TaskState state(LedgerFixture fixture, Task task) {
        return get(fixture.ledger.find(task.id())).orElseThrow().state();
    }

    private static Uni<Task> create(LedgerFixture fixture) {
        Task task = Tasks.pending();
        return fixture.ledger.create(CreateIntent.of(task)).replaceWith(task);
    }

    @Test
    void the_copy_has_what_was_acknowledged_before_it() throws Exception {
        try (LedgerFixture running = new LedgerFixture(data())) {
            // Given: continuous writes, most of them in the log file only
            List<Task> before = LedgerFixture.all(IntStream.range(0, CREATES).mapToObj(i -> create(running)).toList());
            List<Uni<Task>> meanwhile = IntStream.range(0, CREATES).mapToObj(i -> create(running).memoize().indefinitely())
                    .toList();
            meanwhile.forEach(each -> each.subscribe().with(written -> {
            }));
            // When
            Backup.write(data(), backups.resolve("copy.db"), Tasks.T0);
            // Then
            LedgerFixture.all(meanwhile);
            try (LedgerFixture copy = new LedgerFixture(restored(backups.resolve("copy.db")))) {
                before.forEach(task -> assertThat(state(copy, task)).isEqualTo(new TaskState.Pending()));
                assertThat(copy.stored("pragma integrity_check")).isEqualTo("ok");
                assertThat(copy.stored("select count(*) from watermark where name = 'restored'")).isEqualTo("1");
            }
            assertThat(running.stored("select count(*) from watermark where name = 'restored'")).isEqualTo("0");
            assertThat(running.stored("pragma journal_mode")).isEqualTo("wal");
        }
    }

    @Test
    void a_start_from_the_copy_sends_nothing_that_waits() throws Exception {
        Task waiting;
        try (LedgerFixture running = new LedgerFixture(data())) {
            waiting = get(create(running));
            Backup.write(data(), backups.resolve("copy.db"), Tasks.T0);
        }
        try (LedgerFixture copy = new LedgerFixture(restored(backups.resolve("copy.db")))) {
            LedgerLifecycle.failRestoredCreates(copy.source, Tasks.T0, LedgerFixture.PATIENCE);

            assertThat(state(copy, waiting)).isEqualTo(new TaskState.Sending().unknown());
        }
        try (LedgerFixture running = new LedgerFixture(data())) {
            LedgerLifecycle.failRestoredCreates(running.source, Tasks.T0, LedgerFixture.PATIENCE);

            assertThat(state(running, waiting)).isEqualTo(new TaskState.Pending());
        }
    }

    @Test
    void the_copy_is_one_file_that_only_its_owner_reads() throws Exception {
        new LedgerFixture(data()).close();

        Backup.write(data(), backups.resolve("copy.db"), Tasks.T0);

        assertThat(files(backups)).containsExactly(backups.resolve("copy.db"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backups.resolve("copy.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_file_that_exists_is_refused_and_stays() throws Exception {
        new LedgerFixture(data()).close();
        Path file = Files.writeString(backups.resolve("copy.db"), "an earlier backup");

        assertThatThrownBy(() -> Backup.write(data(), file, Tasks.T0)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("copy.db exists");

        assertThat(file).hasContent("an earlier backup");
        assertThat(files(backups)).containsExactly(file);
    }

    @Test
    void another_backup_of_that_name_is_left_alone() throws Exception {
        new LedgerFixture(data()).close();
        Path part = Files.writeString(backups.resolve("copy.db.part"), "half a backup");

        assertThatThrownBy(() -> Backup.write(data(), backups.resolve("copy.db"), Tasks.T0))
                .hasMessageContaining("copy.db.part exists");

        assertThat(files(backups)).containsExactly(part);
        assertThat(part).hasContent("half a backup");
    }

    @Test
    void without_a_database_nothing_is_made() throws Exception {
        Path nothing = directory.resolve("nothing");

        assertThatThrownBy(() -> Backup.write(nothing, backups.resolve("copy.db"), Tasks.T0))
                .hasMessageContaining("zoetrope.data-dir").hasMessageContaining(nothing.toString());

        assertThat(nothing).doesNotExist();
        assertThat(files(backups)).isEmpty();
    }

    @Test
    void a_directory_that_is_missing_is_reported() throws Exception {
        new LedgerFixture(data()).close();

        assertThatThrownBy(() -> Backup.write(data(), backups.resolve("missing").resolve("copy.db"), Tasks.T0))
                .hasMessageContaining("cannot be created (NoSuchFileException)");
    }

    @Test
    void after_a_failure_there_is_no_file() throws IOException, SQLException {
        Files.writeString(data().resolve("zoetrope.db"), "this is no database, and longer than a header of one would be "
                + "so that it is read and found to be none");

        assertThatThrownBy(() -> Backup.write(data(), backups.resolve("copy.db"), Tasks.T0))
                .hasMessageContaining("could not be written");

        assertThat(files(backups)).isEmpty();
    }
}
