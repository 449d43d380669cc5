package dev.zoetrope.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.fake.FileServer;
import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.guard.GuardedClient;
import dev.zoetrope.upstream.TestVendors;
import dev.zoetrope.vault.CopyLimits;
import dev.zoetrope.vault.Films;
import dev.zoetrope.vault.Settings;
import dev.zoetrope.vault.copy.FileCopy;
import dev.zoetrope.video.Result;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** The vault leaves the reserve for the ledger and observes its size limit. Removed files free space. */
class DiskSpaceTest {
    private static final ResultFileId ONE = new ResultFileId(Settings.ID, 0);
    private static final ResultFileId OTHER = new ResultFileId(Settings.ID, 1);
    private static final long MB = 1 << 20;

    @TempDir
    Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final VirtualClock clock = new VirtualClock();
    private long usable = 100 * MB;
    private long total = 1000 * MB;

    private DiskSpace space(OptionalLong reserve, OptionalLong most) {
        return new DiskSpace(vertx, directory, new DiskSpace.Disk() {
            @Override
            public long usable() {
                return usable;
            }

            @Override
            public long total() {
                return total;
            }
        }, reserve, most, clock);
    }

    private DiskStore store(DiskSpace space) {
        return new DiskStore(vertx, directory, space, new Random(1));
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }

    private static void get(Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static Future<Void> write(FileStore.Draft draft, long bytes) {
        return new HashingSink(draft).write(Buffer.buffer(new byte[(int) bytes]));
    }

    private void storeFile(DiskStore store, ResultFileId fileId, long bytes) throws Exception {
        FileStore.Draft draft = get(store.create(fileId, "video/mp4"));
        get(write(draft, bytes));
        get(draft.commit());
    }

    @Test
    void below_the_reserve_no_copy_begins_and_above_it_one_does() throws Exception {
        DiskStore store = store(space(OptionalLong.of(40 * MB), OptionalLong.empty()));
        usable = 40 * MB;

        assertThatThrownBy(() -> get(store.create(ONE, "video/mp4")))
                .isInstanceOfSatisfying(CopyException.class, e -> assertThat(e.kind()).isEqualTo(CopyFailureKind.UNSTORED))
                .hasMessageContaining("zoetrope.vault.reserve");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
        usable = 40 * MB + 1;
        storeFile(store, ONE, 10);
    }

    @Test
    void without_a_setting_the_reserve_is_one_gigabyte_or_a_twentieth_of_the_disk() throws Exception {
        DiskSpace space = space(OptionalLong.empty(), OptionalLong.empty());

        get(space.checkCopyAllowed());
        assertThat(space.remaining()).as("remaining after a reserve of a twentieth of 1000 MB").isEqualTo(50 * MB);
        total = 1_000_000 * MB;
        usable = 1034 * MB;
        get(space.checkCopyAllowed());
        assertThat(space.remaining()).as("remaining after a reserve of 1 GB").isEqualTo(10 * MB);
    }

    @Test
    void a_copy_under_way_ends_when_it_has_used_half_of_the_reserve() throws Exception {
        DiskStore store = store(space(OptionalLong.of(4 * MB), OptionalLong.empty()));
        usable = 5 * MB;
        FileStore.Draft draft = get(store.create(ONE, "video/mp4"));

        get(write(draft, 3 * MB));
        Future<Void> beyond = write(draft, 1);

        assertThatThrownBy(() -> get(beyond)).isInstanceOf(ExecutionException.class).cause().isInstanceOf(IOException.class);
    }

    @Test
    void all_files_together_stay_within_the_total_and_what_goes_makes_room() throws Exception {
        Files.write(directory.resolve("there-before"), new byte[(int) MB]);
        DiskSpace space = space(OptionalLong.of(0), OptionalLong.of(3 * MB));
        DiskStore store = store(space);

        storeFile(store, ONE, MB);
        assertThat(space.remaining()).isEqualTo(MB);
        storeFile(store, ONE, MB);
        assertThat(space.remaining()).as("the replaced file no longer counts").isEqualTo(MB);
        FileStore.Draft tooLong = get(store.create(OTHER, "video/mp4"));
        assertThatThrownBy(() -> get(write(tooLong, MB + 1))).isInstanceOf(ExecutionException.class);
        get(tooLong.discard());
        storeFile(store, OTHER, MB);

        assertThat(space.remaining()).isZero();
        assertThatThrownBy(() -> get(store.create(new ResultFileId(Settings.ID, 2), "video/mp4")))
                .isInstanceOf(CopyException.class).hasMessageContaining("zoetrope.vault.max-total");
        get(store.remove(ONE));
        storeFile(store, new ResultFileId(Settings.ID, 2), 10);
    }

    @Test
    void what_others_remove_from_the_same_directory_makes_room_and_what_they_add_takes_it() throws Exception {
        DiskStore store = store(space(OptionalLong.of(0), OptionalLong.of(3 * MB)));
        storeFile(store, ONE, 3 * MB);

        Files.delete(directory.resolve(ONE.toString()));
        storeFile(store, OTHER, MB);
        Files.write(directory.resolve("anothers"), new byte[(int) (2 * MB)]);
        clock.advance(Duration.ofMinutes(2));

        assertThatThrownBy(() -> get(store.create(ONE, "video/mp4"))).hasMessageContaining("zoetrope.vault.max-total");
    }

    @Test
    void what_an_earlier_process_left_and_this_one_removes_does_not_take_the_room() throws Exception {
        DiskSpace space = space(OptionalLong.of(0), OptionalLong.empty());
        DiskStore store = store(space);
        Files.write(directory.resolve(ONE.toString()), new byte[(int) MB]);

        get(store.remove(ONE));

        get(space.checkCopyAllowed());
        assertThat(space.remaining()).isEqualTo(usable);
    }

    @Test
    void a_file_that_is_announced_too_long_for_the_room_is_not_begun_and_tried_again_later() throws Exception {
        DiskStore store = store(space(OptionalLong.of(0), OptionalLong.of(MB)));
        try (FileServer files = new FileServer()) {
            FileCopy copy = new FileCopy(new GuardedClient(vertx), TestVendors.at(URI.create("http://127.0.0.1:1")), store,
                    Settings.with(Map.of()),
                    CopyLimits.CONTINUOUS);
            String link = files.url("/long.mp4", FileServer.film(Films.film((int) MB + 1)));

            assertThatThrownBy(() -> get(copy.copy(ONE, new Result(link, null), null)))
                    .isInstanceOfSatisfying(CopyException.class,
                            e -> assertThat(e.kind()).isEqualTo(CopyFailureKind.UNSTORED))
                    .hasMessageContaining("zoetrope.vault.max-total");
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }
}
