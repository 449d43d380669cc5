package dev.zoetrope.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/**
 * The packaged gateway as a process of its own, as an operator runs it: configured by the environment alone, on a port
 * it chooses. The native executable where one was built, else {@code quarkus-run.jar} on this Java.
 */
public final class GatewayProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:([0-9]+)");
    private static final Pattern MANAGEMENT = Pattern.compile("Management interface listening on http://[^:]+:([0-9]+)");
    /** Lines kept; a gateway under load says more than anybody reads. */
    private static final int MOST_LINES = 20_000;
    private static final int START_SECONDS = 60;
    /**
     * A gateway of a test lives for seconds: the optimizing compiler and a parallel collector cost more time than they save.
     */
    private static final List<String> SHORT_LIFE = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    /** A system property; true: every line goes to a file beside the data directory as well. */
    public static final String LOGS = "gateway.logs";

    private final Process process;
    private final Thread reader;
    private final Deque<String> output = new ConcurrentLinkedDeque<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private volatile int managementPort;
    private final Writer log;
    private int lines;

    private GatewayProcess(Process process, Path data) throws IOException {
        this.process = process;
        log = Boolean.getBoolean(LOGS)
                ? Files.newBufferedWriter(data.resolveSibling(data.getFileName() + "-" + process.pid() + ".log"))
                : Writer.nullWriter();
        reader = new Thread(this::read, "gateway-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it; returns at once. Only these variables are in its environment. */
    public static GatewayProcess launch(Path data, Map<String, String> settings) {
        return launch(List.of(), List.of(), data, settings);
    }

    /**
     * As {@link #launch(Path, Map)}.
     *
     * @param before the words of another program, which becomes the gateway by {@code exec}
     * @param properties {@code -Dname=value}; a native executable takes them as well
     */
    static GatewayProcess launch(List<String> before, List<String> properties, Path data, Map<String, String> settings) {
        List<String> command = new ArrayList<>(before);
        command.addAll(command());
        command.addAll(before.size() + 1, properties);
        ProcessBuilder builder = bare(command).redirectErrorStream(true);
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", "0");
        builder.environment().put("ZOETROPE_DATA_DIR", data.toAbsolutePath().toString());
        builder.environment().putAll(settings);
        try {
            return new GatewayProcess(builder.start(), data.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits until it listens. */
    public static GatewayProcess start(Path data, Map<String, String> settings) {
        return start(List.of(), List.of(), data, settings);
    }

    /** As {@link #start(Path, Map)}, with the words of {@link #launch(List, List, Path, Map)}. */
    static GatewayProcess start(List<String> before, List<String> properties, Path data, Map<String, String> settings) {
        GatewayProcess gateway = launch(before, properties, data, settings);
        try {
            gateway.port.get(START_SECONDS, TimeUnit.SECONDS);
            return gateway;
        } catch (Exception e) {
            gateway.close();
            throw new IllegalStateException("it does not start:\n" + gateway.output(), e);
        }
    }

    /** The same program with these arguments, not started yet, and nothing of ours in its environment. */
    static ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(command());
        command.addAll(List.of(arguments));
        return bare(command);
    }

    private static ProcessBuilder bare(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", "/nonexistent");
        return builder;
    }

    private static List<String> command() {
        Path executable = Path.of(System.getProperty("native.image.path", "none"));
        if (Files.isExecutable(executable)) {
            return List.of(executable.toString());
        }
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.addAll(SHORT_LIFE);
        java.addAll(List.of("-jar", Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath().toString()));
        return java;
    }

    public int port() {
        return port.join();
    }

    /** Where health and meters are. */
    public int managementPort() {
        port.join();
        return managementPort;
    }

    long pid() {
        return process.pid();
    }

    public RequestSpecification as(String key) {
        return RestAssured.given().port(port()).header("Authorization", "Bearer " + key);
    }

    /** What it said, the oldest lines of very many left out. */
    public String output() {
        return String.join("\n", output);
    }

    /** {@code kill -9}: no hook, no flush, no goodbye. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** {@code SIGTERM}: asks it to stop; what it says from then on is still read. */
    void stop() {
        process.toHandle().destroy();
    }

    /** Waits for its end, and for its last word. */
    int exitCode() {
        try {
            if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it does not end:\n" + output());
            }
            reader.join(TimeUnit.SECONDS.toMillis(START_SECONDS));
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                log.append(line).append('\n');
                Matcher management = MANAGEMENT.matcher(line);
                if (management.find()) {
                    managementPort = Integer.parseInt(management.group(1));
                }
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    port.complete(Integer.parseInt(listening.group(1)));
                }
            }
            log.close();
        } catch (IOException ended) {
            keep("(output closed)");
        }
        port.completeExceptionally(new IllegalStateException("ended"));
    }

    private void keep(String line) {
        output.add(line);
        if (++lines > MOST_LINES) {
            output.poll();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
