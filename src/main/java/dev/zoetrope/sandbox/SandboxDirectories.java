package dev.zoetrope.sandbox;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the sandbox lives: settings of the whole gateway, of which it reads two. */
@ConfigMapping(prefix = "zoetrope")
public interface SandboxDirectories {
    /** Data directory of the gateway; everything of the sandbox is in {@code sandbox} below it. */
    @WithDefault("data")
    Path dataDir();

    /** Base of the URLs handed out; absent: the origin of the request. */
    Optional<String> publicUrl();

    /** The sandbox's own directory. */
    default Path sandbox() {
        return dataDir().toAbsolutePath().normalize().resolve("sandbox");
    }

    /** One JSON file a task. */
    default Path tasks() {
        return sandbox().resolve("tasks");
    }

    /** Finished films. */
    default Path films() {
        return sandbox().resolve("files");
    }

    /** A directory for each render under way; emptied at start-up. */
    default Path work() {
        return sandbox().resolve("work");
    }

    /** The ffmpeg that was unpacked. */
    default Path programs() {
        return sandbox().resolve("bin");
    }
}
