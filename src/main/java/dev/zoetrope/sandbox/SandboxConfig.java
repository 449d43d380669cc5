package dev.zoetrope.sandbox;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the sandbox. The limits protect the developer's machine. The media sizes are those of the contract. */
@ConfigMapping(prefix = "zoetrope.sandbox")
public interface SandboxConfig {

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

    /**
     * Maximum number of tasks that wait for a render, 0 to 10,000. Beyond it a create is answered 429, because its client
     * would probably time out.
     */
    @WithDefault("32")
    int queue();

    /** Maximum number of ended tasks that are stored with their videos, 1 to 1,000,000. The oldest are deleted first. */
    @WithDefault("200")
    int keep();

    /** Path of the ffmpeg to use. Absent: the one on the PATH, otherwise the bundled one, which only dev and test have. */
    Optional<Path> ffmpeg();
}
