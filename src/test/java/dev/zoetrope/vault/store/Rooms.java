package dev.zoetrope.vault.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalLong;

import io.vertx.core.Vertx;

/** Room on a disk, as tests want it. */
public final class Rooms {
    private Rooms() {
    }

    /** As much as the real disk has. */
    public static DiskSpace ample(Vertx vertx, Path directory) {
        return new DiskSpace(vertx, directory, DiskSpace.Disk.of(directory), OptionalLong.of(0), OptionalLong.empty(),
                Clock.systemUTC());
    }
}
