package dev.zoetrope.sandbox;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the sandbox, with its directories. The media sizes are those of the contract. */
@ConfigMapping(prefix = "zoetrope")
public interface SandboxConfig {
    /** Data directory; the sandbox uses {@code sandbox} in it. */
    @WithDefault("data")
    Path dataDir();

    /** Base of result URLs; absent: the origin of the request. */
    Optional<String> publicUrl();

    Sandbox sandbox();

    /** Settings below {@code zoetrope.sandbox}. */
    interface Sandbox {
        /**
         * Whether the sandbox replaces the vendor. Absent: the sandbox is used if no vendor is configured; a packaged
         * application that has keys of callers or operators then does not start.
         */
        Optional<Boolean> enabled();

        /**
         * Whether media may be fetched from private addresses. Off by default, because otherwise callers could reach the
         * internal network; on in dev and test.
         */
        @WithDefault("false")
        boolean allowPrivate();

        /**
         * Maximum number of concurrent renders, 1 to 64. Absent: one less than the number of cores, at least 1, because each
         * render keeps two threads busy.
         */
        OptionalInt renders();
    }

    /** The directory that contains all files of the sandbox. */
    default Path root() {
        return dataDir().toAbsolutePath().normalize().resolve("sandbox");
    }

    /** The directory of the tasks: one JSON file per task. */
    default Path tasks() {
        return root().resolve("tasks");
    }

    /** The directory of the rendered videos. */
    default Path films() {
        return root().resolve("files");
    }

    /** The directory that contains one directory for each render in progress. Emptied at start. */
    default Path work() {
        return root().resolve("work");
    }
}
