package dev.zoetrope.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.disk.OwnerOnly;

/**
 * Finds ffmpeg: the configured executable, or if none is configured, the one on the PATH, otherwise the static one in the
 * resources of {@code ws.schild:jave-nativebin-*}. These jars are on the class path in dev and test only, so this class does
 * not refer to their classes.
 */
@Singleton
public class FfmpegProgram {
    private static final Logger LOG = Logger.getLogger(FfmpegProgram.class);
    private static final String RESOURCES = "ws/schild/jave/nativebin/";

    private final FfmpegConfig config;
    private Optional<Path> found = Optional.empty();

    public FfmpegProgram(FfmpegConfig config) {
        this.config = config;
    }

    /** The executable; empty if there is none. After an empty result the next call searches again. Blocks. */
    public synchronized Optional<Path> find() {
        if (found.isEmpty() || !Files.isExecutable(found.get())) {
            found = config.ffmpeg().isPresent() ? config.ffmpeg().filter(Files::isExecutable)
                    : findOnPath("ffmpeg").or(this::bundled);
        }
        return found;
    }

    /** Finds an executable with this name in the directories of the PATH. */
    static Optional<Path> findOnPath(String name) {
        String path = System.getenv("PATH");
        String file = isWindows() ? name + ".exe" : name;
        return path == null ? Optional.empty()
                : Pattern.compile(File.pathSeparator, Pattern.LITERAL).splitAsStream(path)
                        .filter(directory -> !directory.isBlank()).map(directory -> Path.of(directory, file))
                        .filter(Files::isRegularFile).filter(Files::isExecutable).findFirst();
    }

    private Optional<Path> bundled() {
        String name = resourceName(System.getProperty("os.name"), System.getProperty("os.arch"));
        URL resource = Thread.currentThread().getContextClassLoader().getResource(RESOURCES + name);
        if (resource == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(unpack(resource, name));
        } catch (IOException e) {
            LOG.warnf("The bundled ffmpeg could not be unpacked: %s", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /** Unpacks the executable, unless it was unpacked before. Its name contains its size, which identifies the version. */
    private Path unpack(URL resource, String name) throws IOException {
        URLConnection connection = resource.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            Path program = config.programs().resolve(connection.getContentLengthLong() + "-" + name);
            if (Files.isExecutable(program)) {
                return program;
            }
            OwnerOnly.directory(program.getParent());
            Path part = Files.createTempFile(program.getParent(), name, ".part");
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            if (!part.toFile().setExecutable(true, true)) {
                throw new IOException("cannot be made executable");
            }
            // Renamed after the last byte, so that no other process starts an incomplete executable.
            return Files.move(part, program, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The name of the executable in the jars, by {@code os.name} and {@code os.arch}. */
    static String resourceName(String os, String arch) {
        String osName = os.toLowerCase(Locale.ROOT);
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        if (osName.contains("mac")) {
            return arm ? "ffmpeg-aarch64-osx" : "ffmpeg-x86_64-osx";
        }
        return osName.contains("win") ? "ffmpeg-amd64.exe" : arm ? "ffmpeg-aarch64" : "ffmpeg-amd64";
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }
}
