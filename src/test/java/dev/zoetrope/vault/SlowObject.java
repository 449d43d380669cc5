package dev.zoetrope.vault;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.zoetrope.store.S3Workshop;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;

/** A store with one object, sent as fast as the reader reads. Counts the bytes written and the connections closed early. */
public final class SlowObject {
    private static final Buffer CHUNK = Buffer.buffer(new byte[64 << 10]);

    public final AtomicLong written = new AtomicLong();
    public final AtomicInteger hungUp = new AtomicInteger();
    private final long size;
    private final int port;

    public SlowObject(Vertx vertx, long size) {
        this.size = size;
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            if (request.method().equals(HttpMethod.HEAD)) {
                request.response().end();
                return;
            }
            HttpServerResponse response = request.response().setStatusCode(206).setWriteQueueMaxSize(1 << 20)
                    .putHeader("Content-Length", Long.toString(size));
            response.closeHandler(gone -> hungUp.incrementAndGet());
            response.exceptionHandler(broken -> {
            });
            write(response, 0);
        });
        this.port = S3Workshop.await(server.listen(0, "127.0.0.1")).actualPort();
    }

    public int port() {
        return port;
    }

    private void write(HttpServerResponse response, long before) {
        long at = before;
        while (at < size && !response.writeQueueFull() && !response.closed()) {
            response.write(CHUNK.getBuffer(0, (int) Math.min(CHUNK.length(), size - at)));
            at += CHUNK.length();
            written.addAndGet(CHUNK.length());
        }
        long reached = at;
        if (at >= size) {
            response.end();
        } else if (!response.closed()) {
            response.drainHandler(drained -> write(response, reached));
        }
    }
}
