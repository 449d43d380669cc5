package dev.zoetrope.fake;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** Where the vendor's links lead: answers each path as its test says, and remembers what was asked. */
public final class FileServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Handler<HttpServerRequest>> files = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    public FileServer() {
        try {
            server = vertx.createHttpServer().requestHandler(request -> {
                asked.add(request.path());
                files.getOrDefault(request.path(), status(404)).handle(request);
            }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the file server does not start", e);
        }
    }

    /** The URL of a path that is answered so from now on. */
    public String url(String path, Handler<HttpServerRequest> answer) {
        files.put(path, answer);
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    /** How often a path was asked for. */
    public int asked(String path) {
        return (int) asked.stream().filter(path::equals).count();
    }

    public static Handler<HttpServerRequest> film(byte[] bytes) {
        return film(bytes, "video/mp4");
    }

    public static Handler<HttpServerRequest> film(byte[] bytes, String type) {
        return request -> request.response().putHeader("Content-Type", type).end(Buffer.buffer(bytes));
    }

    public static Handler<HttpServerRequest> status(int status) {
        return request -> request.response().setStatusCode(status).end("<Error>no</Error>");
    }

    /** Announces more than it sends, and hangs up. */
    public static Handler<HttpServerRequest> tooShort() {
        return request -> request.response().putHeader("Content-Length", "900").write("only this")
                .onComplete(sent -> request.connection().close());
    }

    /** Begins, and then says nothing more. */
    public static Handler<HttpServerRequest> stalled(byte[] begin, int length) {
        return request -> request.response().putHeader("Content-Length", Integer.toString(length))
                .write(Buffer.buffer(begin));
    }

    /** More than that, without having said so. */
    public static Handler<HttpServerRequest> unannounced(int bytes) {
        return request -> request.response().setChunked(true).end(Buffer.buffer(new byte[bytes]));
    }

    public static Handler<HttpServerRequest> redirect(String location) {
        return request -> request.response().setStatusCode(302).putHeader("Location", location).end();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
