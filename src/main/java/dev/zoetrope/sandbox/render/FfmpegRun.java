package dev.zoetrope.sandbox.render;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/**
 * Runs ffmpeg as a subprocess: low priority, no input, an environment of its own, a time limit, and its own report of
 * progress. Blocks its thread, which belongs to the render.
 */
@Singleton
public class FfmpegRun {
    private static final String FRAME = "frame=";
    /** What a program needs of our environment; keys and passwords are not among it. */
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "SystemRoot", "LD_LIBRARY_PATH", "TEMP", "TMP");

    private final Optional<Path> nice = FfmpegProgram.onPath("nice");
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /** How a run ended. */
    enum End {
        DONE,
        FAILED,
        TIMED_OUT
    }

    /**
     * @param directory working directory, so that a relative name leads nowhere else
     * @param limit after it the process is killed
     * @param frames told the number of frames written so far, a few times a second
     * @throws IOException if the program cannot be started
     */
    End run(Path program, List<String> args, Path directory, Duration limit, IntConsumer frames) throws IOException {
        if (limit.isNegative() || limit.isZero()) {
            return End.TIMED_OUT;
        }
        Process process = start(program, args, directory);
        running.add(process);
        boolean[] late = new boolean[1];
        Thread watch = watch(process, limit, late);
        try (BufferedReader report = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            process.getOutputStream().close();
            report.lines().filter(line -> line.startsWith(FRAME)).forEach(line -> frames.accept(number(line)));
            int code = process.waitFor();
            watch.interrupt();
            watch.join();
            return late[0] ? End.TIMED_OUT : code == 0 ? End.DONE : End.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return End.FAILED;
        } finally {
            process.destroyForcibly();
            running.remove(process);
            watch.interrupt();
        }
    }

    private Process start(Path program, List<String> args, Path directory) throws IOException {
        List<String> command = new ArrayList<>();
        nice.ifPresent(path -> command.addAll(List.of(path.toString(), "-n", "10")));
        command.add(program.toString());
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(ENVIRONMENT);
        return builder.start();
    }

    /** Ends a process that takes too long; its report then ends too and lets the reader go on. */
    private static Thread watch(Process process, Duration limit, boolean[] late) {
        Thread watch = new Thread(() -> {
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    late[0] = true;
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "sandbox-watch");
        watch.setDaemon(true);
        watch.start();
        return watch;
    }

    private static int number(String line) {
        try {
            return Integer.parseInt(line.substring(FRAME.length()).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** No render outlives the gateway. */
    @PreDestroy
    public void stop() {
        running.forEach(Process::destroyForcibly);
    }
}
