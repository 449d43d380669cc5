package dev.zoetrope.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The sandbox's limits. They protect the machine that a developer works on; media sizes are those of the contract. */
@ConfigMapping(prefix = "zoetrope.sandbox")
public interface SandboxConfig {

    /**
     * Whether the sandbox is the upstream; absent: yes without a vendor, but a packaged application that has keys of callers
     * or operators does not start then.
     */
    Optional<Boolean> enabled();

    /** Whether media may be fetched from private addresses. Off where strangers can ask; on in dev and test. */
    @WithDefault("false")
    boolean allowPrivate();

    /** Renders at once; absent: one less than there are cores, at least one, as each keeps two threads busy. */
    OptionalInt renders();

    /** Tasks that may wait for a render; beyond it a create is 429. A wait longer than this would time out anyway. */
    @WithDefault("32")
    int queue();

    /** Longest time for one render, all its steps together; beyond it the task fails. Ten times what 15 s take. */
    @WithDefault("5m")
    Duration renderTime();

    /** Largest film; ffmpeg stops there. 15 s of 1080p noise stay below. */
    @WithDefault("256M")
    MemorySize filmSize();

    /** Most pixels of a picture or frame that is decoded; four bytes of memory each. */
    @WithDefault("64000000")
    long inputPixels();

    /** Ended tasks kept with their films; the oldest go first. */
    @WithDefault("200")
    int keep();

    /** How long an ended task is kept; the vendor's links live as long. */
    @WithDefault("24h")
    Duration keepFor();

    /** Longest {@code [sandbox:delay=…]} and {@code [sandbox:results-late=…]}. */
    @WithDefault("10m")
    Duration maxDelay();

    /** The ffmpeg to use; absent: the one on the PATH, else the one that came along for dev and test. */
    Optional<Path> ffmpeg();

    /** How media are fetched. */
    Fetch fetch();

    /** Limits of one fetch. */
    interface Fetch {
        /** For TCP and TLS to one address. */
        @WithDefault("5s")
        Duration connectTimeout();

        /** Longest silence of the server. */
        @WithDefault("15s")
        Duration idleTimeout();

        /** For the whole file: 100 MB at 7 Mbit/s. */
        @WithDefault("2m")
        Duration totalTimeout();

        /** Redirects followed; link shorteners need two or three. */
        @WithDefault("5")
        int maxRedirects();

        /** Largest picture (contract: 20 MB). */
        @WithDefault("20M")
        MemorySize imageSize();

        /** Largest clip (contract: 100 MB). */
        @WithDefault("100M")
        MemorySize clipSize();

        /** Largest sound (contract: 15 MB). */
        @WithDefault("15M")
        MemorySize audioSize();
    }
}
