package dev.zoetrope.api;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.WithFakeVendor;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Servers of media that belong to somebody else, and a vendor whose models have facts of every kind. */
final class MediaServer {
    static final int HEAD = 64 * 1024;

    private MediaServer() {
    }

    /** The vendor has a model with pixels and a ratio, too. Files may be on {@code 127.0.0.1}, and nowhere else nearby. */
    abstract static class Settings extends WithFakeVendor {
        private FakeVendor vendor;

        @Override
        public FakeVendor vendor() {
            vendor = super.vendor();
            return vendor;
        }

        /** @param check a value of {@code zoetrope.media.check} */
        final Map<String, String> settings(String check) {
            return new HashMap<>(Map.of("zoetrope.media.check", check, "test.media.host", "127.0.0.1",
                    "test.media.time", "3s", "test.media.idle-time", "1s",
                    "zoetrope.vendors.pictures.url", vendor.url(), "zoetrope.vendors.pictures.keys", FakeVendor.KEY,
                    "zoetrope.vendors.pictures.models.\"happyhorse-1.0-image-to-video\"", "happyhorse"));
        }
    }

    /** Serves ranges, as object stores do. */
    static Handler<HttpServerRequest> ranges(byte[] file, long stated) {
        return request -> {
            int end = Math.min(file.length, HEAD);
            boolean asked = ("bytes=0-" + (HEAD - 1)).equals(request.getHeader("Range"));
            request.response().setStatusCode(asked ? 206 : 200)
                    .putHeader("Content-Range", "bytes 0-" + (end - 1) + "/" + stated)
                    .end(Buffer.buffer(Arrays.copyOf(file, asked ? end : file.length)));
        };
    }

    static Handler<HttpServerRequest> range(byte[] file, String contentRange) {
        return request -> request.response().setStatusCode(206).putHeader("Content-Range", contentRange)
                .end(Buffer.buffer(file));
    }

    /** Announces a length, sends less, and then says nothing. */
    static Handler<HttpServerRequest> begun(byte[] file, long length) {
        return request -> request.response().putHeader("Content-Length", Long.toString(length)).write(Buffer.buffer(file));
    }

    static Handler<HttpServerRequest> withoutLength(byte[] file) {
        return request -> request.response().setChunked(true).end(Buffer.buffer(file));
    }

    /** A byte in each tenth of a second, for ever. */
    static Handler<HttpServerRequest> trickle(Vertx vertx) {
        return request -> {
            request.response().setChunked(true).write("x");
            long timer = vertx.setPeriodic(100, tick -> request.response().write("x"));
            request.connection().closeHandler(closed -> vertx.cancelTimer(timer));
        };
    }
}
