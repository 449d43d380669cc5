package dev.zoetrope.ledger.jdbc;

import static dev.zoetrope.ledger.sql.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;

/** Acknowledged writes survive any end of the process, and two processes never share a directory. */
class DurabilityTest {
    private static final int ACKNOWLEDGED = 2_000;

    @TempDir
    Path directory;

    /** The process that the tests start: writes endlessly and prints the ids that are durable. */
    static final class Writer {
        private Writer() {
        }

        public static void main(String[] arguments) throws InterruptedException {
            Path directory = Path.of(arguments[0]);
            DataDirectoryLock held = DataDirectoryLock.acquire(directory);
            LedgerFixture fixture = new LedgerFixture(directory);
            for (int i = 0; i < 32; i++) {
                again(fixture, held);
            }
            Thread.currentThread().join();
        }

        private static void again(LedgerFixture fixture, DataDirectoryLock held) {
            Task task = Tasks.sending(Instant.now());
            Task running = Tasks.running(task, "vendor of " + task.id());
            fixture.ledger.create(CreateIntent.of(task)).chain(() -> fixture.ledger.transition(running)).subscribe()
                    .with(won -> {
                        System.out.println(task.id());
                        again(fixture, held);
                    });
        }
    }

    private final List<Process> writers = new ArrayList<>();

    /** Kills the writers: after a failed test they would write for ever. */
    @AfterEach
    void end() {
        writers.forEach(Process::destroyForcibly);
    }

    private Process writer() throws IOException {
        Process writer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Writer.class.getName(), directory.toString())
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile()).start();
        writers.add(writer);
        return writer;
    }

    private List<TaskId> acknowledged() throws IOException {
        List<TaskId> ids = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("stdout"))) {
            TaskId.parse(line).ifPresent(ids::add); // the last line may be cut by the kill
        }
        return ids;
    }

    private void awaitAcknowledged(int atLeast) {
        Awaitility.await().atMost(LedgerFixture.PATIENCE.multipliedBy(4))
                .untilAsserted(() -> assertThat(acknowledged()).hasSizeGreaterThanOrEqualTo(atLeast));
    }

    @RepeatedTest(3)
    void what_was_acknowledged_before_a_kill_is_there() throws Exception {
        // Given: another process that writes and prints the durable ids
        Process writer = writer();
        awaitAcknowledged(ACKNOWLEDGED);
        // When: the process is killed while it writes
        boolean killed = writer.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        List<TaskId> acknowledged = acknowledged();
        // Then
        assertThat(killed).isTrue();
        try (DataDirectoryLock held = DataDirectoryLock.acquire(directory);
                LedgerFixture fixture = new LedgerFixture(directory)) {
            assertThat(held).isNotNull();
            for (TaskId id : acknowledged) {
                TaskState state = get(fixture.ledger.find(id)).orElseThrow().state();
                assertThat(state.vendorId()).isEqualTo("vendor of " + id);
            }
            assertThat(fixture.stored("pragma integrity_check")).isEqualTo("ok");
        }
    }

    @Test
    void a_second_process_is_refused_and_told_which_setting_it_is() throws Exception {
        // Given: another process that has locked the directory
        Process writer = writer();
        awaitAcknowledged(1);
        // When
        try {
            assertThatThrownBy(() -> DataDirectoryLock.acquire(directory)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("zoetrope.data-dir").hasMessageContaining(directory.toString());
        } finally {
            writer.destroyForcibly().waitFor();
        }
        // Then: the lock of the killed process is released
        DataDirectoryLock.acquire(directory).close();
    }

    @Test
    void twice_in_one_process_is_refused_too() {
        try (DataDirectoryLock held = DataDirectoryLock.acquire(directory)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> DataDirectoryLock.acquire(directory)).hasMessageContaining("zoetrope.data-dir");
        }
    }

    @Test
    void a_directory_that_cannot_be_made_is_refused() throws IOException {
        // Given
        Path file = Files.createFile(directory.resolve("file"));
        // When, then
        assertThatThrownBy(() -> DataDirectoryLock.acquire(file.resolve("data"))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("zoetrope.data-dir");
    }

    @Test
    void every_state_is_there_after_reopening() {
        // Given
        List<Task> tasks = List.of(Tasks.pending(), Tasks.sending(), Tasks.running(Tasks.sending(), "vendor-1"),
                Tasks.completed(Tasks.running(Tasks.sending(), "vendor-2")));
        try (LedgerFixture fixture = new LedgerFixture(directory)) {
            tasks.forEach(task -> get(fixture.ledger.create(CreateIntent.of(task))));
        }
        // When
        try (LedgerFixture fixture = new LedgerFixture(directory)) {
            List<Optional<Task>> found = tasks.stream().map(task -> get(fixture.ledger.find(task.id()))).toList();
            // Then
            assertThat(found).isEqualTo(tasks.stream().map(Optional::of).toList());
        }
    }
}
