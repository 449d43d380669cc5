package dev.zoetrope.sandbox;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of the sandbox for a test. */
public record Settings(boolean allowPrivate, OptionalInt renders, int queue, int keep, Optional<Path> ffmpeg)
        implements
            SandboxConfig {

    public static Settings defaults() {
        return new Settings(true, OptionalInt.of(1), 4, 5, Optional.empty());
    }

    public Settings withFfmpeg(Path program) {
        return new Settings(allowPrivate, renders, queue, keep,
                Optional.of(program));
    }

    @Override
    public Optional<Boolean> enabled() {
        return Optional.empty();
    }

    /** The directories of a sandbox in the data directory of a test. */
    public record TestDirectories(Path dataDir) implements SandboxDirectories {
        @Override
        public Optional<String> publicUrl() {
            return Optional.empty();
        }
    }
}
