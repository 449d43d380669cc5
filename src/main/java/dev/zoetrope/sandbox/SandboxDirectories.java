package dev.zoetrope.sandbox;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The directories and the public URL of the sandbox, from two settings of the gateway. */
@ConfigMapping(prefix = "zoetrope")
public interface SandboxDirectories {
    /** Data directory; the sandbox uses {@code sandbox} in it. */
    @WithDefault("data")
    Path dataDir();

    /** Base of result URLs; absent: the origin of the request. */
    Optional<String> publicUrl();

    /** The directory that contains all files of the sandbox. */
    default Path sandbox() {
        return dataDir().toAbsolutePath().normalize().resolve("sandbox");
    }

    /** The directory of the tasks: one JSON file per task. */
    default Path tasks() {
        return sandbox().resolve("tasks");
    }

    /** The directory of the rendered videos. */
    default Path films() {
        return sandbox().resolve("files");
    }

    /** The directory that contains one directory for each render in progress. Emptied at start. */
    default Path work() {
        return sandbox().resolve("work");
    }

    /** The directory of the unpacked ffmpeg. */
    default Path programs() {
        return sandbox().resolve("bin");
    }
}
