package dev.zoetrope.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A library that shifts the wall clock of one process, compiled on the spot from {@code shifted-clock.c}. Debian's
 * libfaketime would do it too, but each process killed with it leaves two files in {@code /dev/shm}, and it makes the
 * clock of the JVM 70 times slower.
 */
final class ShiftedClock {
    private static final String SOURCE = "shifted-clock.c";
    private static final int PATIENCE_SECONDS = 60;
    private static final Duration TRIED = Duration.ofHours(1);
    private static final Duration EXACT = Duration.ofMinutes(1);

    private final Path library;

    private ShiftedClock(Path library) {
        this.library = library;
    }

    /** Empty where there is no C compiler, or where the library shifts no clock. */
    static Optional<ShiftedClock> in(Path directory) throws IOException, InterruptedException {
        Path source = directory.resolve(SOURCE);
        try (InputStream text = ShiftedClock.class.getResourceAsStream(SOURCE)) {
            Files.copy(text, source);
        }
        Path library = directory.resolve("shifted-clock.so").toAbsolutePath();
        ShiftedClock clock = new ShiftedClock(library);
        boolean compiled = ended(new ProcessBuilder("cc", "-O2", "-shared", "-fPIC", "-o", library.toString(),
                source.toString(), "-ldl").redirectErrorStream(true).redirectOutput(directory.resolve("cc.log").toFile()));
        return compiled && clock.shifts(directory.resolve("date")) ? Optional.of(clock) : Optional.empty();
    }

    /** The environment of a process whose clock is to be off by this. */
    Map<String, String> settings(Duration offset) {
        return Map.of("LD_PRELOAD", library.toString(), "CLOCK_OFFSET_MILLIS", String.valueOf(offset.toMillis()));
    }

    private boolean shifts(Path output) throws IOException, InterruptedException {
        ProcessBuilder date = new ProcessBuilder("date", "+%s").redirectOutput(output.toFile());
        date.environment().putAll(settings(TRIED));
        if (!ended(date)) {
            return false;
        }
        Instant shown = Instant.ofEpochSecond(Long.parseLong(Files.readString(output).strip()));
        return Duration.between(Instant.now().plus(TRIED), shown).abs().compareTo(EXACT) < 0;
    }

    /** Whether the program is there and ends well. */
    private static boolean ended(ProcessBuilder program) throws InterruptedException {
        try {
            Process process = program.start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
