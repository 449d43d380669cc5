package dev.zoetrope.files;

import static dev.zoetrope.files.StoredUploads.NOW;
import static dev.zoetrope.files.StoredUploads.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.Upload;
import dev.zoetrope.work.WorkDispatcher;

/** Expired files leave the ledger and the store together. */
class ExpiryStepTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;
    private StoredUploads files;

    @BeforeEach
    void open() {
        files = new StoredUploads(directory);
    }

    @AfterEach
    void close() {
        files.close();
    }

    private WorkDispatcher.Round round(Instant now) {
        return new ExpiryStep(files.uploads, files.store, Clock.fixed(now, ZoneOffset.UTC)).runRound().await()
                .atMost(PATIENCE);
    }

    @Test
    void a_file_is_removed_when_it_expires_and_not_before() {
        Upload upload = files.add(new byte[] { 1, 2, 3 });

        round(NOW.plus(TTL).minusMillis(1));
        assertThat(files.hasRow(upload)).isTrue();
        round(NOW.plus(TTL).plusMillis(1));

        assertThat(files.hasRow(upload)).isFalse();
        assertThat(files.hasBytes(upload)).isFalse();
    }

    @Test
    void a_file_that_a_live_task_needs_stays_and_is_looked_at_later() {
        Upload upload = files.add(new byte[] { 1 });
        Task any = Tasks.pending();
        files.ledger.ledger.create(CreateIntent.of(new Task(any.id(), upload.caller(),
                any.request().withMembers(Map.of("image_urls", List.of(upload.reference()))), any.state(), any.createdAt(),
                any.updatedAt(), any.dueAt(), 0, 0))).await().atMost(PATIENCE);

        round(NOW.plus(TTL).plusMillis(1));

        assertThat(files.hasBytes(upload)).isTrue();
        assertThat(files.uploads.find(upload.id()).await().atMost(PATIENCE).orElseThrow().expiresAt())
                .isEqualTo(NOW.plus(TTL).plusMillis(1).plus(Uploads.NEEDED_STEP));
    }

    @Test
    void many_expired_files_are_removed_in_several_rounds() {
        List<Upload> many = IntStream.range(0, 25).mapToObj(i -> files.add(new byte[] { (byte) i })).toList();
        Instant later = NOW.plus(TTL).plusSeconds(1);

        round(later);
        assertThat(many.stream().filter(files::hasRow)).hasSize(5);
        round(later);

        assertThat(many).noneMatch(files::hasRow).noneMatch(files::hasBytes);
    }

    @Test
    void bytes_that_are_gone_already_do_not_stop_the_round() {
        Upload lost = files.add(new byte[] { 1 });
        Upload other = files.add(new byte[] { 2 });
        files.store.remove(new UploadName(lost.id())).await().atMost(PATIENCE);

        round(NOW.plus(TTL).plusSeconds(1));

        assertThat(files.hasRow(lost)).isFalse();
        assertThat(files.hasRow(other)).isFalse();
        assertThat(files.hasBytes(other)).isFalse();
    }
}
