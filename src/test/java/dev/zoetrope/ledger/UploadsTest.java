package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.ledger.upload.SqlUploads;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.video.Upload;
import dev.zoetrope.video.UploadId;

class UploadsTest extends LedgerTest {
    private static final Instant NOW = Tasks.T0;
    private static final Duration TTL = Duration.ofHours(24);
    private static final long QUOTA = 100;
    private final Random random = new Random(3);
    private Uploads uploads;

    @BeforeEach
    void prepare() {
        uploads = new SqlUploads(fixture.ledger);
    }

    private Upload upload(Caller caller, String digit, long size, Instant at) {
        return new Upload(UploadId.next(random), caller, digit.repeat(64), size, new Upload.Facts("image/png", 640, 480, null),
                at, at.plus(TTL));
    }

    private Upload added(Upload upload) {
        return get(uploads.add(upload, QUOTA)).orElseThrow().upload();
    }

    /** A task of the caller that has not ended and names these bytes. */
    private Task taskWith(Upload upload) {
        Task any = Tasks.pending();
        GenerationRequest request = any.request().withMembers(Map.of("image_urls", List.of(upload.reference())));
        return inserted(new Task(any.id(), upload.caller(), request, any.state(), any.createdAt(), any.updatedAt(), any.dueAt(),
                0, 0));
    }

    @Test
    void a_file_is_read_as_it_was_written() {
        Upload clip = new Upload(UploadId.next(random), Tasks.ALICE, "c".repeat(64), 9,
                new Upload.Facts("video/mp4", null, null, 5_000_000_000L), NOW, NOW.plus(TTL));

        assertThat(get(uploads.add(clip, QUOTA))).contains(new Uploads.Added(clip, true));

        assertThat(get(uploads.find(clip.id()))).contains(clip);
        assertThat(get(uploads.find(List.of(clip.sha256(), "d".repeat(64))))).containsExactly(clip);
    }

    @Test
    void the_same_bytes_of_a_caller_are_one_file_which_lives_longer() {
        Upload first = added(upload(Tasks.ALICE, "a", 60, NOW));
        Upload again = upload(Tasks.ALICE, "a", 60, NOW.plusSeconds(5));

        Uploads.Added result = get(uploads.add(again, QUOTA)).orElseThrow();

        assertThat(result.isNew()).isFalse();
        assertThat(result.upload().id()).isEqualTo(first.id());
        assertThat(result.upload().expiresAt()).isEqualTo(again.expiresAt());
        assertThat(get(uploads.add(upload(Tasks.BOB, "a", 60, NOW), QUOTA)).orElseThrow().isNew()).isTrue();
    }

    @Test
    void the_quota_counts_the_files_of_one_caller() {
        added(upload(Tasks.ALICE, "a", 60, NOW));

        assertThat(get(uploads.add(upload(Tasks.ALICE, "b", 41, NOW), QUOTA))).isEmpty();
        assertThat(get(uploads.add(upload(Tasks.ALICE, "b", 40, NOW), QUOTA))).isPresent();
        assertThat(get(uploads.add(upload(Tasks.BOB, "b", 100, NOW), QUOTA))).isPresent();
    }

    @Test
    void only_files_of_the_caller_are_kept_longer() {
        Upload mine = added(upload(Tasks.ALICE, "a", 1, NOW));
        Upload others = added(upload(Tasks.BOB, "b", 1, NOW));

        List<Upload> kept = get(uploads.keep(Tasks.ALICE, List.of(mine.id(), others.id()), NOW.plus(TTL).plusSeconds(9)));

        assertThat(kept).extracting(Upload::id).containsExactly(mine.id());
        assertThat(kept.get(0).expiresAt()).isEqualTo(NOW.plus(TTL).plusSeconds(9));
        assertThat(get(uploads.find(others.id())).orElseThrow().expiresAt()).isEqualTo(others.expiresAt());
    }

    @Test
    void pages_join_to_all_files_of_the_caller_newest_first() {
        Upload old = added(upload(Tasks.ALICE, "a", 1, NOW));
        Upload young = added(upload(Tasks.ALICE, "b", 1, NOW.plusSeconds(1)));
        Upload others = added(upload(Tasks.BOB, "c", 1, NOW));

        assertThat(get(uploads.list(Tasks.ALICE, 1, Optional.empty())).orElseThrow()).containsExactly(young);
        assertThat(get(uploads.list(Tasks.ALICE, 5, Optional.of(young.id()))).orElseThrow()).containsExactly(old);
        assertThat(get(uploads.list(Tasks.ALICE, 5, Optional.of(others.id())))).isEmpty();
    }

    @Test
    void a_file_that_a_live_task_needs_is_neither_removed_nor_expires() {
        Upload needed = added(upload(Tasks.ALICE, "a", 1, NOW));
        Upload free = added(upload(Tasks.ALICE, "b", 1, NOW));
        Upload ofBob = added(upload(Tasks.BOB, "a", 1, NOW));
        Task task = taskWith(needed);
        Instant late = NOW.plus(TTL).plusSeconds(1);

        assertThat(get(uploads.remove(Tasks.ALICE, needed.id()))).isEqualTo(Uploads.Removal.NEEDED);
        assertThat(get(uploads.remove(Tasks.BOB, needed.id()))).isEqualTo(Uploads.Removal.UNKNOWN);
        assertThat(get(uploads.removeExpired(late, 10))).extracting(Upload::id).containsExactlyInAnyOrder(free.id(),
                ofBob.id());
        assertThat(get(uploads.removeExpired(late.plus(Uploads.NEEDED_STEP).minusSeconds(1), 10))).isEmpty();

        get(fixture.ledger.transition(task.transitionTo(((TaskState.Pending) task.state()).cancel(), NOW, null)));

        assertThat(get(uploads.removeExpired(late.plus(Uploads.NEEDED_STEP), 10))).extracting(Upload::id)
                .containsExactly(needed.id());
        assertThat(get(uploads.find(needed.id()))).isEmpty();
    }

    @Test
    void a_file_that_nobody_needs_is_removed_at_once() {
        Upload file = added(upload(Tasks.ALICE, "a", 1, NOW));

        assertThat(get(uploads.remove(Tasks.ALICE, file.id()))).isEqualTo(Uploads.Removal.REMOVED);
        assertThat(get(uploads.remove(Tasks.ALICE, file.id()))).isEqualTo(Uploads.Removal.UNKNOWN);
    }
}
