package dev.zoetrope.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM whose wall clock is shifted tells the other time, and its timed waits keep their length. */
class ShiftedClockTest {
    private static final Duration OFFSET = Duration.ofSeconds(-30);
    private static final Duration WAIT = Duration.ofMillis(200);

    @TempDir
    Path directory;

    /** Prints the time, and how long a timed wait was. */
    static final class Teller {
        private Teller() {
        }

        @SuppressWarnings("SystemOut") // is its use
        public static void main(String[] words) throws InterruptedException {
            Object nobody = new Object();
            long begin = System.nanoTime();
            synchronized (nobody) {
                nobody.wait(WAIT.toMillis());
            }
            System.out.println(Duration.ofNanos(System.nanoTime() - begin));
            System.out.println(Instant.now());
        }
    }

    @Test
    void a_java_process_has_another_time_and_the_same_waits() throws IOException, InterruptedException {
        Optional<ShiftedClock> clock = ShiftedClock.in(directory);
        assumeThat(clock).as("a C compiler").isPresent();
        ProcessBuilder program = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", Path.of("target", "test-classes").toString(), Teller.class.getName());
        program.environment().putAll(clock.orElseThrow().settings(OFFSET));

        Instant before = Instant.now();
        List<String> lines = new String(program.start().getInputStream().readAllBytes(), StandardCharsets.US_ASCII).lines()
                .toList();
        Instant after = Instant.now();

        assertThat(Instant.parse(lines.get(1))).isBetween(before.plus(OFFSET), after.plus(OFFSET));
        assertThat(Duration.parse(lines.get(0))).isBetween(WAIT.minusMillis(5), Duration.between(before, after));
    }
}
