package dev.zoetrope.fake;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** Who is called back: does as each test says, and remembers everything it saw. Tests tell each other apart by the path. */
public final class Receiver implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final boolean tls;
    private final Map<String, Consumer<HttpServerRequest>> answers = new ConcurrentHashMap<>();
    private final Map<String, List<Received>> received = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** A callback as it arrived. */
    public record Received(MultiMap headers, String body) {
        public String id() {
            return headers.get("webhook-id");
        }

        /** The three headers a verifier reads. */
        public Map<String, List<String>> signed() {
            return Map.of("webhook-id", headers.getAll("webhook-id"), "webhook-timestamp",
                    headers.getAll("webhook-timestamp"), "webhook-signature", headers.getAll("webhook-signature"));
        }
    }

    public Receiver() {
        this(0, new HttpServerOptions());
    }

    /** @param port 0 for any */
    public Receiver(int port, HttpServerOptions options) {
        tls = options.isSsl();
        try {
            server = vertx.createHttpServer(options).connectionHandler(connection -> connections.incrementAndGet())
                    .requestHandler(this::handle).listen(port, "127.0.0.1").toCompletionStage().toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the receiver does not start", e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    public String url(String path) {
        return (tls ? "https" : "http") + "://127.0.0.1:" + port() + path;
    }

    /** What comes to this path is answered so; without a word here with 204. */
    public void on(String path, Consumer<HttpServerRequest> answer) {
        answers.put(path, answer);
    }

    /** What comes to this path has this status for an answer, and headers in pairs. */
    public void on(String path, int status, String... headers) {
        on(path, request -> {
            for (int i = 0; i < headers.length; i += 2) {
                request.response().putHeader(headers[i], headers[i + 1]);
            }
            request.response().setStatusCode(status).end();
        });
    }

    /** What arrived at this path, in order. */
    public List<Received> received(String path) {
        return received.getOrDefault(path, List.of());
    }

    public int connections() {
        return connections.get();
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            received.computeIfAbsent(request.path(), any -> new CopyOnWriteArrayList<>())
                    .add(new Received(request.headers(), body.toString()));
            answers.getOrDefault(request.path(), any -> any.response().setStatusCode(204).end()).accept(request);
        });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
