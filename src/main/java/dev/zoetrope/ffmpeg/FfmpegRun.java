package dev.zoetrope.ffmpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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
 * Runs ffmpeg as a subprocess with low priority, without input, with a reduced environment and a time limit. Blocks the
 * calling thread until the subprocess ends.
 */
@Singleton
public class FfmpegRun {
    private static final String FRAME = "frame=";
    /** The environment variables that ffmpeg inherits. Others may contain keys and passwords. */
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "SystemRoot", "LD_LIBRARY_PATH", "TEMP", "TMP");

    private final Optional<Path> nice = FfmpegProgram.findOnPath("nice");
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /** The result of a run. */
    public enum Result {
        DONE,
        FAILED,
        TIMED_OUT
    }

    /** Reads what ffmpeg writes to its standard output. */
    private interface Output {
        void read(InputStream in) throws IOException;
    }

    /**
     * Runs ffmpeg until it exits.
     *
     * @param directory the working directory; relative file names are resolved in it
     * @param limit time limit, after which the process is killed; zero or less: no process is started
     * @param frames called with the number of frames written so far, a few times a second, if the arguments make ffmpeg
     *        report its progress
     * @return FAILED also if the thread is interrupted
     * @throws IOException if the program cannot be started
     */
    public Result run(Path program, List<String> args, Path directory, Duration limit, IntConsumer frames) throws IOException {
        return execute(program, args, directory, limit, in -> new BufferedReader(new InputStreamReader(in, US_ASCII)).lines()
                .filter(line -> line.startsWith(FRAME)).forEach(line -> frames.accept(parseFrame(line))));
    }

    /**
     * Runs ffmpeg until it exits, and returns the bytes of its standard output.
     *
     * @param directory the working directory
     * @param limit time limit, after which the process is killed
     * @param maxBytes the process is killed when it writes more
     * @return empty if the run failed or took too long, and if the output is empty or too long
     * @throws IOException if the program cannot be started
     */
    public Optional<byte[]> output(Path program, List<String> args, Path directory, Duration limit, int maxBytes)
            throws IOException {
        byte[][] output = new byte[1][];
        Result result = execute(program, args, directory, limit, in -> {
            output[0] = in.readNBytes(maxBytes + 1);
            if (output[0].length > maxBytes) {
                // The process gets a broken pipe instead of a reader, and fails.
                in.close();
            }
        });
        return Optional.ofNullable(output[0])
                .filter(bytes -> result == Result.DONE && bytes.length > 0 && bytes.length <= maxBytes);
    }

    private Result execute(Path program, List<String> args, Path directory, Duration limit, Output output) throws IOException {
        if (limit.isNegative() || limit.isZero()) {
            return Result.TIMED_OUT;
        }
        Process process = start(program, args, directory);
        running.add(process);
        boolean[] late = new boolean[1];
        Thread watch = startWatchdog(process, limit, late);
        try (InputStream in = process.getInputStream()) {
            process.getOutputStream().close();
            output.read(in);
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

    /** Kills the process after the time limit. That also ends its output, so the reader of the output continues. */
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
        }, "ffmpeg-watch");
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
