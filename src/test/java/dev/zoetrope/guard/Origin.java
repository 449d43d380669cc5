package dev.zoetrope.guard;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** A real HTTP server on a free port that records its requests. */
final class Origin implements AutoCloseable {
    private final HttpServer server;
    final Queue<String> requests = new ConcurrentLinkedQueue<>();

    Origin(Vertx vertx, HttpServerOptions options, Handler<HttpServerRequest> answer) throws Exception {
        server = vertx.createHttpServer(options).requestHandler(request -> {
            requests.add(request.getHeader("Host") + request.uri());
            answer.handle(request);
        });
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    Origin(Vertx vertx, Handler<HttpServerRequest> answer) throws Exception {
        this(vertx, new HttpServerOptions(), answer);
    }

    int port() {
        return server.actualPort();
    }

    String url(String host, String path) {
        return "http://" + host + ":" + port() + path;
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
