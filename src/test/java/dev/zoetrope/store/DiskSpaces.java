package dev.zoetrope.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalLong;

import io.vertx.core.Vertx;

/** Disk space for tests. */
public final class DiskSpaces {
    private DiskSpaces() {
    }

    /** All of the free space of the real disk, without a reserve and a limit. */
    public static DiskSpace ample(Vertx vertx, Path directory) {
        return new DiskSpace(vertx, directory, DiskSpace.Disk.of(directory), OptionalLong.of(0), OptionalLong.empty(),
                Clock.systemUTC());
    }
}
