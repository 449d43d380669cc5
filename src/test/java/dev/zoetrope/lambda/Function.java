package dev.zoetrope.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import dev.zoetrope.fake.Signal;
import io.vertx.core.json.JsonObject;

/**
 * The zip as a function, run as Amazon does it: unpacked, in its own directory, configured by the environment alone, by
 * the Java runtime's own program or as the custom runtime that a native zip is; and frozen whenever it asks for the next
 * event. On Linux only, as both are.
 */
final class Function implements AutoCloseable {
    private static final Path BUILD = Path.of(System.getProperty("build.directory", "target/lambda")).toAbsolutePath();
    private static final Path PLACE = unpacked(BUILD.resolve("function.zip"));
    private static final Path BOOTSTRAP = PLACE.resolve("bootstrap");
    private static final long PATIENCE_SECONDS = 120;

    private final RuntimeApi api = new RuntimeApi();
    private final Process process;
    private final Thread reader;
    private final Deque<String> output = new ConcurrentLinkedDeque<>();

    /** Starts one; only these variables and Amazon's are in its environment. */
    Function(Map<String, String> settings) {
        ProcessBuilder builder = new ProcessBuilder(command()).directory(PLACE.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("AWS_LAMBDA_RUNTIME_API", api.address(), "AWS_LAMBDA_FUNCTION_NAME", "films",
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769", "AWS_REGION",
                "eu-central-1", "LAMBDA_TASK_ROOT", PLACE.toString(), "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
                "PATH", "/nonexistent", "ZOETROPE_DATA_DIR", BUILD.resolve("function-data").toString()));
        builder.environment().putAll(settings);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CompletableFuture<Void> unused = process.onExit().thenRun(api::gone);
        api.onIdle(this::freeze);
        reader = new Thread(this::read, "function-output");
        reader.setDaemon(true);
        reader.start();
    }

    private static List<String> command() {
        return Files.exists(BOOTSTRAP) ? List.of(BOOTSTRAP.toString()) : Jvm.RUNTIME.command(Template.read().handler());
    }

    /** Wanted by a zip for the JVM only. */
    private static final class Jvm {
        static final JavaRuntime RUNTIME = new JavaRuntime(BUILD.resolve("java-runtime"));
    }

    private static Path unpacked(Path zip) {
        Path place = zip.resolveSibling("function");
        try (InputStream file = Files.newInputStream(zip); ZipInputStream entries = new ZipInputStream(file)) {
            remove(place);
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path to = place.resolve(entry.getName()).normalize();
                if (!to.startsWith(place)) {
                    throw new IOException("an entry leads out of the zip: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(to);
                } else {
                    Files.createDirectories(to.getParent());
                    Files.copy(entries, to);
                }
            }
            // a custom runtime is started by this name; which modes the zip gives its files cannot be read here
            place.resolve("bootstrap").toFile().setExecutable(true);
            return place;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path place) throws IOException {
        if (Files.exists(place)) {
            try (Stream<Path> below = Files.walk(place)) {
                for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Thaws it for this event; it is frozen again when it has answered. */
    Answer invoke(Event event) {
        return invoke(event.json());
    }

    Answer invoke(JsonObject event) {
        try {
            while (process.isAlive() && !api.awaitPoll(1)) {
                // it starts
            }
            if (!process.isAlive()) {
                return api.answer(0);
            }
            Signal.CONT.to(process.pid());
            api.hand(event);
            return api.answer(PATIENCE_SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void freeze() {
        Signal.STOP.to(process.pid());
    }

    /** Whether it has answered, and is frozen. */
    boolean frozen() throws InterruptedException {
        return api.awaitPoll(PATIENCE_SECONDS);
    }

    /** The processor time that it has used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** What it said. */
    String output() {
        return String.join("\n", output);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException ended) {
            output.add("(output closed)");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        api.close();
    }
}
