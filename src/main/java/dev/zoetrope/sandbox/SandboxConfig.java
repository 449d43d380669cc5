package dev.zoetrope.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkus.runtime.configuration.MemorySize;
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

    /**
     * Maximum total time of the ffmpeg runs of one render, 1 ms to 365 d. After it the task fails. The default is ten times
     * what a video of 15 s takes.
     */
    @WithDefault("5m")
    Duration renderTime();

    /**
     * Size at which a rendered video is too large, in bytes, 1 KiB to 1 TiB. ffmpeg stops there and the task fails. 15 s of
     * 1080p noise stay below the default.
     */
    @WithDefault("256M")
    MemorySize filmSize();

    /**
     * Maximum number of pixels of a picture or frame that is decoded, 1 to 1,000,000,000. Each pixel needs four bytes of
     * memory.
     */
    @WithDefault("64000000")
    long inputPixels();

    /** Maximum number of ended tasks that are stored with their videos, 1 to 1,000,000. The oldest are deleted first. */
    @WithDefault("200")
    int keep();

    /** How long an ended task is stored, 1 ms to 365 d. The default is the lifetime of the vendor's result URLs. */
    @WithDefault("24h")
    Duration keepFor();

    /**
     * Maximum time in {@code [sandbox:delay=…]} and {@code [sandbox:results-late=…]}, without an upper bound. A create with
     * a longer time is answered 422.
     */
    @WithDefault("10m")
    Duration maxDelay();

    /** Path of the ffmpeg to use. Absent: the one on the PATH, otherwise the bundled one, which only dev and test have. */
    Optional<Path> ffmpeg();

    /** Limits of fetching media. */
    Fetch fetch();

    /** Limits of fetching one media file. */
    interface Fetch {
        /** Timeout of the TCP connection and the TLS handshake with one address, 1 ms to 365 d. */
        @WithDefault("5s")
        Duration connectTimeout();

        /** Maximum time without data from the server, 1 ms to 365 d. */
        @WithDefault("15s")
        Duration idleTimeout();

        /** Maximum time for the whole file, 1 ms to 365 d. The default allows 100 MB at 7 Mbit/s. */
        @WithDefault("2m")
        Duration totalTimeout();

        /** Maximum number of redirects, 0 to 20. URL shorteners need two or three. */
        @WithDefault("5")
        int maxRedirects();

        /** Maximum size of a picture in bytes, 1 KiB to 1 GiB. The contract's limit is 20 MB. */
        @WithDefault("20M")
        MemorySize imageSize();

        /** Maximum size of a clip in bytes, 1 KiB to 1 GiB. The contract's limit is 100 MB. */
        @WithDefault("100M")
        MemorySize clipSize();

        /** Maximum size of a sound in bytes, 1 KiB to 1 GiB. The contract's limit is 15 MB. */
        @WithDefault("15M")
        MemorySize audioSize();
    }
}
