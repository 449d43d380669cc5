package dev.zoetrope.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A directory with an {@code ffmpeg} in it, for the PATH of a packaged gateway: packages carry none. */
final class Ffmpeg {
    private static final String STATIC = "ws/schild/jave/nativebin/ffmpeg-amd64";

    private Ffmpeg() {
    }

    static Path directory() {
        Path program = Path.of("target", "ffmpeg", "ffmpeg").toAbsolutePath();
        if (!Files.isExecutable(program)) {
            try (InputStream in = Ffmpeg.class.getClassLoader().getResourceAsStream(STATIC)) {
                Files.createDirectories(program.getParent());
                Files.copy(in, program, StandardCopyOption.REPLACE_EXISTING);
                if (!program.toFile().setExecutable(true)) {
                    throw new IllegalStateException("ffmpeg cannot be made executable");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return program.getParent();
    }
}
