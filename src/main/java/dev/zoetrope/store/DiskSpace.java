package dev.zoetrope.store;

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
 * Limits the bytes that the vault writes. The ledger may be on the same disk, and without disk space it cannot store a
 * create. So no copy starts when the free space is down to the reserve, and a running copy fails when half of the reserve is
 * used. The total size of all files may be limited, too. Thread-safe.
 */
public final class DiskSpace {
    /**
     * In bytes. The default reserve is the smaller of this and the size of the disk divided by
     * {@link #DEFAULT_RESERVE_DIVISOR}.
     */
    private static final long MAX_DEFAULT_RESERVE = 1L << 30;
    private static final int DEFAULT_RESERVE_DIVISOR = 20;
    /** How often the sizes are added up again, because other processes may write and remove files in the same directory. */
    private static final Duration COUNT_INTERVAL = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final Path directory;
    private final Disk disk;
    private final OptionalLong reserve;
    private final OptionalLong maxTotal;
    private final Clock clock;
    private final AtomicLong filesTotal = new AtomicLong();
    /** Free bytes above the reserve when the disk was last read, minus the bytes reserved since. */
    private final AtomicLong aboveReserve = new AtomicLong();
    private volatile long halfReserve;
    private volatile Instant nextCount = Instant.MIN;

    /** The disk of a directory; sizes in bytes. Both methods block briefly. */
    interface Disk {
        long usable();

        /** Size of the disk; 0 if it is unknown, then there is no reserve. */
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
     * @param reserve free bytes that the vault does not use; empty for the smaller of 1 GB and a twentieth of the disk
     * @param most largest total size of all files, in bytes; empty for no limit
     */
    DiskSpace(Vertx vertx, Path directory, Disk disk, OptionalLong reserve, OptionalLong most, Clock clock) {
        this.vertx = vertx;
        this.directory = directory;
        this.disk = disk;
        this.reserve = reserve;
        this.maxTotal = most;
        this.clock = clock;
    }

    /** Registers a gauge of the bytes that the vault may still write. */
    DiskSpace registerGauge(MeterRegistry registry) {
        Gauge.builder("zoetrope.vault.room", this, DiskSpace::currentRemaining).baseUnit("bytes")
                .description("bytes that the vault may still write to this disk").register(registry);
        return this;
    }

    /** Fails with a {@link CopyException} that names the setting if no copy may start now. */
    Future<Void> checkCopyAllowed() {
        return vertx.<Void> executeBlocking(() -> {
            readDisk();
            countFiles();
            if (aboveReserve.get() <= 0) {
                throw noSpace("the free space of the disk has reached zoetrope.vault.reserve");
            }
            if (filesTotal.get() >= limit()) {
                throw noSpace("the files have reached zoetrope.vault.max-total");
            }
            return null;
        }, false);
    }

    public static CopyException noSpace(String why) {
        return new CopyException(CopyFailureKind.UNSTORED, why);
    }

    private long limit() {
        return maxTotal.orElse(Long.MAX_VALUE);
    }

    private void readDisk() {
        long total = disk.total();
        long reserveBytes = reserve.orElse(Math.min(MAX_DEFAULT_RESERVE, total / DEFAULT_RESERVE_DIVISOR));
        halfReserve = reserveBytes / 2;
        aboveReserve.set(total == 0 ? Long.MAX_VALUE / 2 : disk.usable() - reserveBytes);
    }

    /** Adds up the files. Does so only if their total is limited, because a large directory takes long to read. */
    private void countFiles() throws IOException {
        Instant now = clock.instant();
        if (maxTotal.isEmpty() || now.isBefore(nextCount) && filesTotal.get() < limit()) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            filesTotal.set(files.mapToLong(file -> file.toFile().length()).sum());
        }
        nextCount = now.plus(COUNT_INTERVAL);
    }

    /** Reserves these bytes for a write. Returns false, and reserves nothing, if there is no space for them. */
    boolean reserve(long bytes) {
        if (aboveReserve.addAndGet(-bytes) < -halfReserve) {
            aboveReserve.addAndGet(bytes);
            return false;
        }
        if (filesTotal.addAndGet(bytes) > limit()) {
            filesTotal.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** Subtracts removed bytes from the total size. The free space of the disk is read again before the next copy. */
    void release(long bytes) {
        filesTotal.addAndGet(-bytes);
    }

    /** Bytes that may still be written, by the last known free space of the disk; 0 if no copy may start. */
    long remaining() {
        // The total is negative after a file is removed that was not counted yet.
        long ofTotal = maxTotal.isEmpty() ? Long.MAX_VALUE : limit() - Math.max(0, filesTotal.get());
        return Math.max(0, Math.min(aboveReserve.get(), ofTotal));
    }

    /** Like {@link #remaining}, by the current free space of the disk. Blocks briefly. */
    public long currentRemaining() {
        readDisk();
        return remaining();
    }
}
