package dev.zoetrope.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.track.SlowLedger;
import dev.zoetrope.vault.Settings;
import io.vertx.core.Vertx;

/** Which drafts a start removes from a directory. {@link RowsAndFilesTest} covers the other files. */
class OrphanFileCleanerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration DRAFT_LIFE = Duration.ofMinutes(35);

    @TempDir
    Path directory;
    private Vertx vertx;
    private DiskStore starting;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        starting = new DiskStore(vertx, directory, DiskSpaces.ample(vertx, directory), new Random(2));
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private int removeOrphans(Duration draftLife, Instant now) {
        return new OrphanFileCleaner(vertx, new SlowLedger(), null, starting, draftLife, Clock.fixed(now, ZoneOffset.UTC))
                .removeOrphans().await().atMost(Duration.ofSeconds(20));
    }

    /** A draft of another process, last written at NOW. */
    private Path draft() throws Exception {
        Path draft = Files.writeString(directory.resolve(new ResultFileId(Settings.ID, 0) + ".0123456789abcdef-1.part"), "fi");
        return Files.setLastModifiedTime(draft, FileTime.from(NOW));
    }

    @Test
    void a_draft_that_a_running_replica_may_be_writing_stays() throws Exception {
        Path draft = draft();

        assertThat(removeOrphans(DRAFT_LIFE, NOW.plus(DRAFT_LIFE))).isZero();

        assertThat(draft).exists();
    }

    @Test
    void a_draft_that_is_older_than_any_copy_is_removed() throws Exception {
        Path draft = draft();

        assertThat(removeOrphans(DRAFT_LIFE, NOW.plus(DRAFT_LIFE).plusMillis(1))).isOne();

        assertThat(draft).doesNotExist();
    }

    @Test
    void a_process_that_is_alone_removes_every_draft_of_another_even_if_the_clock_was_set_back() throws Exception {
        Path draft = draft();

        assertThat(removeOrphans(Duration.ZERO, NOW.minusSeconds(60))).isOne();

        assertThat(draft).doesNotExist();
    }
}
