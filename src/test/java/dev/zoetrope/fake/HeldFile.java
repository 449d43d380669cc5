package dev.zoetrope.fake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** A file that a server sends in two parts: the head and the first byte at once, the rest when the test says so. */
public final class HeldFile {
    private final Buffer bytes;
    private final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger cutOff = new AtomicInteger();

    public HeldFile(byte[] bytes) {
        this.bytes = Buffer.buffer(bytes);
    }

    /** Begins an answer. */
    public void begin(HttpServerRequest request) {
        request.connection().closeHandler(closed -> {
            if (!request.response().ended()) {
                cutOff.incrementAndGet();
            }
        });
        request.response().putHeader("Content-Type", "video/mp4")
                .putHeader("Content-Length", Integer.toString(bytes.length())).write(bytes.getBuffer(0, 1));
        requests.add(request);
    }

    /** How many answers were begun. */
    public int begun() {
        return requests.size();
    }

    /** How many answers ended before the rest was sent, because the other side closed the connection. */
    public int cutOff() {
        return cutOff.get();
    }

    /** Sends the rest of all answers. */
    public void release() {
        requests.forEach(request -> request.response().end(bytes.getBuffer(1, bytes.length())));
    }
}
