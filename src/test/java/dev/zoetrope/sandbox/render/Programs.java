package dev.zoetrope.sandbox.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.zoetrope.ffmpeg.FfmpegProgram;
import dev.zoetrope.sandbox.Samples;
import dev.zoetrope.sandbox.Settings;

/** Provides the real ffmpeg, unpacked once for all tests, and the samples as files. */
public final class Programs {
    private static final Path DIRECTORY = Path.of("target", "test-programs");

    private Programs() {
    }

    public static Path ffmpeg() {
        return new FfmpegProgram(Settings.in(DIRECTORY)).find().orElseThrow();
    }

    static Path sample(Path directory, String name) throws IOException {
        return Files.write(directory.resolve(name), new Samples().read(name));
    }
}
