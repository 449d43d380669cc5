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
 * Runs ffmpeg as a subprocess with low priority, without input, with a reduced environment and a time limit. Reads the
 * progress from ffmpeg's report. Blocks the calling thread, which belongs to the render.
 */
@Singleton
public class FfmpegRun {
    private static final String FRAME = "frame=";
    /** The environment variables that ffmpeg inherits. Others may contain keys and passwords. */
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "SystemRoot", "LD_LIBRARY_PATH", "TEMP", "TMP");

    private final Optional<Path> nice = FfmpegProgram.findOnPath("nice");
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /** The result of a run. */
    enum Result {
        DONE,
        FAILED,
        TIMED_OUT
    }

    /**
     * Runs ffmpeg until it exits.
     *
     * @param directory the working directory; relative file names are resolved in it
     * @param limit time limit, after which the process is killed; zero or less: no process is started
     * @param frames called with the number of frames written so far, a few times a second
     * @return FAILED also if the thread is interrupted
     * @throws IOException if the program cannot be started
     */
    Result run(Path program, List<String> args, Path directory, Duration limit, IntConsumer frames) throws IOException {
        if (limit.isNegative() || limit.isZero()) {
            return Result.TIMED_OUT;
        }
        Process process = start(program, args, directory);
        running.add(process);
        boolean[] late = new boolean[1];
        Thread watch = startWatchdog(process, limit, late);
        try (BufferedReader report = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            process.getOutputStream().close();
            report.lines().filter(line -> line.startsWith(FRAME)).forEach(line -> frames.accept(parseFrame(line)));
            int code = process.waitFor();
            watch.interrupt();
            watch.join();
            return late[0] ? Result.TIMED_OUT : code == 0 ? Result.DONE : Result.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Result.FAILED;
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

    /** Kills the process after the time limit. That also ends its report, so the reader of the report continues. */
    private static Thread startWatchdog(Process process, Duration limit, boolean[] late) {
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

    private static int parseFrame(String line) {
        try {
            return Integer.parseInt(line.substring(FRAME.length()).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Kills all running processes when the gateway stops. */
    @PreDestroy
    public void stop() {
        running.forEach(Process::destroyForcibly);
    }
}
