package dev.zoetrope.vault;

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
import dev.zoetrope.upstream.UpstreamTarget;
import dev.zoetrope.video.Result;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** The vault leaves the disk what the ledger needs, and stays within its own limit; what goes makes room. */
class DiskRoomTest {
    private static final FileName ONE = new FileName(Settings.ID, 0);
    private static final FileName OTHER = new FileName(Settings.ID, 1);
    private static final long MB = 1 << 20;

    @TempDir
    Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final VirtualClock clock = new VirtualClock();
    private long usable = 100 * MB;
    private long total = 1000 * MB;

    private DiskRoom room(OptionalLong reserve, OptionalLong most) {
        return new DiskRoom(vertx, directory, new DiskRoom.Disk() {
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

    private DiskStore store(DiskRoom room) {
        return new DiskStore(vertx, directory, room, new Random(1));
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

    private void keep(DiskStore store, FileName name, long bytes) throws Exception {
        FileStore.Draft draft = get(store.create(name, "video/mp4"));
        get(write(draft, bytes));
        get(draft.keep());
    }

    @Test
    void belowTheReserveNoCopyBeginsAndAboveItOneDoes() throws Exception {
        DiskStore store = store(room(OptionalLong.of(40 * MB), OptionalLong.empty()));
        usable = 40 * MB;

        assertThatThrownBy(() -> get(store.create(ONE, "video/mp4")))
                .isInstanceOfSatisfying(CopyException.class, e -> assertThat(e.setback()).isEqualTo(Setback.UNSTORED))
                .hasMessageContaining("zoetrope.vault.reserve");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
        usable = 40 * MB + 1;
        keep(store, ONE, 10);
    }

    @Test
    void withoutASettingTheReserveIsOneGigabyteOrATwentiethOfTheDisk() throws Exception {
        DiskRoom room = room(OptionalLong.empty(), OptionalLong.empty());

        get(room.forACopy());
        assertThat(room.left()).as("a twentieth of 1000 MB is left alone").isEqualTo(50 * MB);
        total = 1_000_000 * MB;
        usable = 1034 * MB;
        get(room.forACopy());
        assertThat(room.left()).as("a gigabyte is").isEqualTo(10 * MB);
    }

    @Test
    void aCopyUnderWayEndsWhenItHasUsedHalfOfTheReserve() throws Exception {
        DiskStore store = store(room(OptionalLong.of(4 * MB), OptionalLong.empty()));
        usable = 5 * MB;
        FileStore.Draft draft = get(store.create(ONE, "video/mp4"));

        get(write(draft, 3 * MB));
        Future<Void> beyond = write(draft, 1);

        assertThatThrownBy(() -> get(beyond)).isInstanceOf(ExecutionException.class).cause().isInstanceOf(IOException.class);
    }

    @Test
    void allFilesTogetherStayWithinTheTotalAndWhatGoesMakesRoom() throws Exception {
        Files.write(directory.resolve("there-before"), new byte[(int) MB]);
        DiskRoom room = room(OptionalLong.of(0), OptionalLong.of(3 * MB));
        DiskStore store = store(room);

        keep(store, ONE, MB);
        assertThat(room.left()).isEqualTo(MB);
        keep(store, ONE, MB);
        assertThat(room.left()).as("the copy that it replaced is gone").isEqualTo(MB);
        FileStore.Draft tooLong = get(store.create(OTHER, "video/mp4"));
        assertThatThrownBy(() -> get(write(tooLong, MB + 1))).isInstanceOf(ExecutionException.class);
        get(tooLong.discard());
        keep(store, OTHER, MB);

        assertThat(room.left()).isZero();
        assertThatThrownBy(() -> get(store.create(new FileName(Settings.ID, 2), "video/mp4")))
                .isInstanceOf(CopyException.class).hasMessageContaining("zoetrope.vault.max-total");
        get(store.remove(ONE));
        keep(store, new FileName(Settings.ID, 2), 10);
    }

    @Test
    void whatOthersRemoveFromTheSameDirectoryMakesRoomAndWhatTheyAddTakesIt() throws Exception {
        DiskStore store = store(room(OptionalLong.of(0), OptionalLong.of(3 * MB)));
        keep(store, ONE, 3 * MB);

        Files.delete(directory.resolve(ONE.toString()));
        keep(store, OTHER, MB);
        Files.write(directory.resolve("anothers"), new byte[(int) (2 * MB)]);
        clock.advance(Duration.ofMinutes(2));

        assertThatThrownBy(() -> get(store.create(ONE, "video/mp4"))).hasMessageContaining("zoetrope.vault.max-total");
    }

    @Test
    void whatAnEarlierProcessLeftAndThisOneRemovesDoesNotTakeTheRoom() throws Exception {
        DiskRoom room = room(OptionalLong.of(0), OptionalLong.empty());
        DiskStore store = store(room);
        Files.write(directory.resolve(ONE.toString()), new byte[(int) MB]);

        get(store.remove(ONE));

        get(room.forACopy());
        assertThat(room.left()).isEqualTo(usable);
    }

    @Test
    void aFileThatIsAnnouncedTooLongForTheRoomIsNotBegunAndTriedAgainLater() throws Exception {
        DiskStore store = store(room(OptionalLong.of(0), OptionalLong.of(MB)));
        UpstreamTarget upstream = new UpstreamTarget();
        try (FileServer files = new FileServer()) {
            upstream.point(() -> URI.create("http://127.0.0.1:1"), "key");
            FileCopy copy = new FileCopy(new GuardedClient(vertx), upstream, store, Settings.with(Map.of()));
            String link = files.url("/long.mp4", FileServer.film(Films.film((int) MB + 1)));

            assertThatThrownBy(() -> get(copy.copy(ONE, new Result(link, null))))
                    .isInstanceOfSatisfying(CopyException.class, e -> assertThat(e.setback()).isEqualTo(Setback.UNSTORED))
                    .hasMessageContaining("zoetrope.vault.max-total");
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }
}
