package dev.zoetrope.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    /** Others may write into the same directory and remove from it, so the files are added up again now and then. */
    private static final Duration BETWEEN_COUNTS = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final Path directory;
    private final Disk disk;
    private final OptionalLong reserve;
    private final OptionalLong most;
    private final Clock clock;
    private final AtomicLong held = new AtomicLong();
    /** Bytes between the reserve and what the disk had when it was last asked, less what was written since. */
    private final AtomicLong above = new AtomicLong();
    private volatile long half;
    private volatile Instant counted = Instant.MIN;

    /** The disk of a directory, in bytes. Both block for a moment. */
    interface Disk {
        long usable();

        /** 0: nobody knows, and nothing is left alone. */
        long total();

        static Disk of(Path directory) {
            return new Disk() {
                @Override
                public long usable() {
                    return directory.toFile().getUsableSpace();
                }

                @Override
                public long total() {
                    return directory.toFile().getTotalSpace();
                }
            };
        }
    }

    /**
     * @param directory of the files
     * @param reserve bytes of the disk that are left alone; empty: the smaller one of 1 GB and a twentieth of the disk
     * @param most bytes of all files together; empty: no limit
     */
    DiskRoom(Vertx vertx, Path directory, Disk disk, OptionalLong reserve, OptionalLong most, Clock clock) {
        this.vertx = vertx;
        this.directory = directory;
        this.disk = disk;
        this.reserve = reserve;
        this.most = most;
        this.clock = clock;
    }

    /** Shows what may still be written. */
    DiskRoom measuredBy(MeterRegistry registry) {
        Gauge.builder("zoetrope.vault.room", this, DiskRoom::asked).baseUnit("bytes")
                .description("what the vault may still write on this disk").register(registry);
        return this;
    }

    /** Fails with a {@link CopyException} that names the setting, if no copy may begin now. */
    Future<Void> forACopy() {
        return vertx.<Void> executeBlocking(() -> {
            ask();
            count();
            if (above.get() <= 0) {
                throw full("the disk is down to zoetrope.vault.reserve");
            }
            if (held.get() >= limit()) {
                throw full("the files have reached zoetrope.vault.max-total");
            }
            return null;
        }, false);
    }

    static CopyException full(String why) {
        return new CopyException(Setback.UNSTORED, why);
    }

    private long limit() {
        return most.orElse(Long.MAX_VALUE);
    }

    private void ask() {
        long total = disk.total();
        long kept = reserve.orElse(Math.min(RESERVE, total / PART_OF_DISK));
        half = kept / 2;
        above.set(total == 0 ? Long.MAX_VALUE / 2 : disk.usable() - kept);
    }

    /** Only where it is limited: a directory of many files takes its time. */
    private void count() throws IOException {
        boolean old = clock.instant().isAfter(counted.equals(Instant.MIN) ? counted : counted.plus(BETWEEN_COUNTS));
        if (most.isEmpty() || !old && held.get() < limit()) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            held.set(files.mapToLong(file -> file.toFile().length()).sum());
        }
        counted = clock.instant();
    }

    /** Whether so many more bytes may be written; then they count. */
    boolean take(long bytes) {
        if (above.addAndGet(-bytes) < -half) {
            above.addAndGet(bytes);
            return false;
        }
        if (held.addAndGet(bytes) > limit()) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** They are on the disk no more; how much room that makes there is asked by the next copy. */
    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    /** Bytes that may still be written, as far as is known; 0 if no copy begins. */
    long left() {
        // What was removed before it was counted makes the sum negative for a while.
        long ofTotal = most.isEmpty() ? Long.MAX_VALUE : limit() - Math.max(0, held.get());
        return Math.max(0, Math.min(above.get(), ofTotal));
    }

    /** The same, and the disk is asked. Blocks for a moment. */
    long asked() {
        ask();
        return left();
    }
}
