package dev.zoetrope.store.aws;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Reads short answers as a whole. */
public final class ShortBody {
    private ShortBody() {
    }

    /**
     * Reads a body as UTF-8.
     *
     * @param maxBytes if the body is longer, the request is reset and the future fails
     */
    public static Future<String> read(HttpClientResponse response, int maxBytes) {
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.appendBuffer(chunk).length() > maxBytes) {
                response.request().reset();
            }
        });
        return response.end().map(end -> body.toString());
    }
}
