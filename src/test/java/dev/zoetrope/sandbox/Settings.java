package dev.zoetrope.sandbox;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkus.runtime.configuration.MemorySize;

/** Settings of the sandbox for a test. */
public record Settings(boolean allowPrivate, OptionalInt renders, int queue, Duration renderTime, MemorySize filmSize,
        long inputPixels, int keep, Duration keepFor, Duration maxDelay, Optional<Path> ffmpeg)
        implements
            SandboxConfig {

    public static Settings defaults() {
        return new Settings(true, OptionalInt.of(1), 4, Duration.ofMinutes(2), megabytes(64), 64_000_000, 5,
                Duration.ofHours(1), Duration.ofSeconds(20), Optional.empty());
    }

    public Settings withRenderTime(Duration time) {
        return new Settings(allowPrivate, renders, queue, time, filmSize, inputPixels, keep, keepFor, maxDelay, ffmpeg);
    }

    public Settings withFilmSize(MemorySize size) {
        return new Settings(allowPrivate, renders, queue, renderTime, size, inputPixels, keep, keepFor, maxDelay,
                ffmpeg);
    }

    public Settings withFfmpeg(Path program) {
        return new Settings(allowPrivate, renders, queue, renderTime, filmSize, inputPixels, keep, keepFor, maxDelay,
                Optional.of(program));
    }

    static MemorySize megabytes(int count) {
        return new MemorySize(BigInteger.valueOf(count * 1024L * 1024L));
    }

    @Override
    public Optional<Boolean> enabled() {
        return Optional.empty();
    }

    @Override
    public Fetch fetch() {
        return new Limits();
    }

    private record Limits() implements SandboxConfig.Fetch {
        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration idleTimeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration totalTimeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public int maxRedirects() {
            return 2;
        }

        @Override
        public MemorySize imageSize() {
            return megabytes(1);
        }

        @Override
        public MemorySize clipSize() {
            return megabytes(2);
        }

        @Override
        public MemorySize audioSize() {
            return megabytes(1);
        }
    }

    /** The directories of a sandbox in the data directory of a test. */
    public record TestDirectories(Path dataDir) implements SandboxDirectories {
        @Override
        public Optional<String> publicUrl() {
            return Optional.empty();
        }
    }
}
