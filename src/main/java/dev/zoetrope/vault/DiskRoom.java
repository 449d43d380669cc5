package dev.zoetrope.vault;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * How many bytes the vault may still write. The ledger may be on the same disk, and a create that cannot be written down
 * cannot be taken; so no copy begins when the disk is down to its reserve, and one under way ends when half of that is gone.
 * The vault as a whole may have a limit of its own. Safe for all threads.
 */
final class DiskRoom {
    /** Unless a setting says otherwise, the smaller one of this and of a part of the disk. */
    private static final long RESERVE = 1L << 30;
    private static final int PART_OF_DISK = 20;

    private final Vertx vertx;
    private final Path directory;
    private final Disk disk;
    private final OptionalLong reserve;
    private final long most;
    private final AtomicLong held = new AtomicLong();
    /** Bytes between the reserve and what the disk had when it was last asked, less what was written since. */
    private final AtomicLong above = new AtomicLong();
    private volatile long half;

    /** The disk of a directory, in bytes. Both block. */
    interface Disk {
        long usable() throws IOException;

        long total() throws IOException;

        static Disk of(Path directory) {
            return new Disk() {
                @Override
                public long usable() throws IOException {
                    return store().getUsableSpace();
                }

                @Override
                public long total() throws IOException {
                    return store().getTotalSpace();
                }

                private FileStore store() throws IOException {
                    return Files.getFileStore(directory);
                }
            };
        }
    }

    /**
     * @param directory of the files
     * @param reserve bytes of the disk that are left alone; empty: the smaller one of 1 GB and a twentieth of the disk
     * @param most bytes of all files together; empty: no limit
     */
    DiskRoom(Vertx vertx, Path directory, Disk disk, OptionalLong reserve, OptionalLong most) {
        this.vertx = vertx;
        this.directory = directory;
        this.disk = disk;
        this.reserve = reserve;
        this.most = most.orElse(Long.MAX_VALUE);
    }

    /** Shows what the vault holds and what it may still write. */
    DiskRoom measuredBy(MeterRegistry registry) {
        Gauge.builder("zoetrope.vault.bytes", held, AtomicLong::get).baseUnit("bytes")
                .description("files kept on this disk").register(registry);
        Gauge.builder("zoetrope.vault.room", this, DiskRoom::left).baseUnit("bytes")
                .description("what the vault may still write on this disk").register(registry);
        return this;
    }

    /** Adds up the files that are there; before the first copy. */
    Future<Void> count() {
        return vertx.executeBlocking(() -> {
            try (Stream<Path> files = Files.list(directory)) {
                held.set(files.mapToLong(file -> file.toFile().length()).sum());
            }
            ask();
            return null;
        }, false);
    }

    /** Fails with a {@link CopyException} that names the setting, if no copy may begin now. */
    Future<Void> forACopy() {
        if (held.get() >= most) {
            return Future.failedFuture(
                    new CopyException(Setback.UNSTORED, "the files have reached zoetrope.vault.max-total"));
        }
        return vertx.<Void> executeBlocking(() -> {
            ask();
            return null;
        }, false).compose(asked -> above.get() > 0 ? Future.succeededFuture()
                : Future.failedFuture(
                        new CopyException(Setback.UNSTORED, "the disk is down to zoetrope.vault.reserve")));
    }

    private void ask() throws IOException {
        long kept = reserve.isPresent() ? reserve.getAsLong() : Math.min(RESERVE, disk.total() / PART_OF_DISK);
        half = kept / 2;
        above.set(disk.usable() - kept);
    }

    /** Whether so many more bytes may be written; then they count until they are given back. */
    boolean take(long bytes) {
        if (above.addAndGet(-bytes) < -half) {
            return false;
        }
        if (held.addAndGet(bytes) > most) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** They are on the disk no more. */
    void giveBack(long bytes) {
        held.addAndGet(-bytes);
        above.addAndGet(bytes);
    }

    /** Bytes that may still be written, as far as is known; 0 if no copy begins. */
    long left() {
        return Math.max(0, Math.min(above.get(), most - held.get()));
    }
}
