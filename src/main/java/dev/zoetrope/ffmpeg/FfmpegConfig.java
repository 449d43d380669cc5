package dev.zoetrope.ffmpeg;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of ffmpeg. */
@ConfigMapping(prefix = "zoetrope")
public interface FfmpegConfig {
    /** Data directory; an ffmpeg from the class path is unpacked into {@code bin} in it. */
    @WithDefault("data")
    Path dataDir();

    /**
     * Path of the ffmpeg that the sandbox and thumbnails use. Absent: the one on the PATH, otherwise the bundled one, which
     * only dev and test have. Without one there are no thumbnails, and the sandbox does not render.
     */
    Optional<Path> ffmpeg();

    /** The directory of the unpacked ffmpeg. */
    default Path programs() {
        return dataDir().toAbsolutePath().normalize().resolve("bin");
    }
}
