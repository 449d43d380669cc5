package dev.zoetrope.sandbox;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import dev.zoetrope.ffmpeg.FfmpegConfig;

/** Settings of a sandbox, and of its ffmpeg, in the data directory of a test. */
public record Settings(Path dataDir, Optional<Path> ffmpeg)
        implements
            SandboxConfig,
            SandboxConfig.Sandbox,
            FfmpegConfig {

    public static Settings in(Path directory) {
        return new Settings(directory, Optional.empty());
    }

    public Settings withFfmpeg(Path program) {
        return new Settings(dataDir, Optional.of(program));
    }

    @Override
    public Optional<String> publicUrl() {
        return Optional.empty();
    }

    @Override
    public Sandbox sandbox() {
        return this;
    }

    @Override
    public Optional<Boolean> enabled() {
        return Optional.empty();
    }

    @Override
    public boolean allowPrivate() {
        return true;
    }

    @Override
    public OptionalInt renders() {
        return OptionalInt.of(1);
    }
}
