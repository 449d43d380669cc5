package dev.zoetrope.vault;

import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalLong;

import io.vertx.core.Vertx;

/** Room on a disk, as tests want it. */
final class Rooms {
    private Rooms() {
    }

    /** As much as the real disk has. */
    static DiskRoom ample(Vertx vertx, Path directory) {
        return new DiskRoom(vertx, directory, DiskRoom.Disk.of(directory), OptionalLong.of(0), OptionalLong.empty(),
                Clock.systemUTC());
    }
}
