package dev.zoetrope.store;

import java.nio.ByteBuffer;
import java.util.Map;

import io.vertx.core.http.HttpMethod;

/**
 * A call to the store, not signed yet.
 *
 * @param path encoded path
 * @param query parameters, not encoded
 * @param headers names in lower case
 * @param content the body; must not change before the call has ended
 */
record S3Request(HttpMethod method, String path, Map<String, String> query, Map<String, String> headers,
        ByteBuffer... content) {

    static S3Request of(HttpMethod method, String path) {
        return new S3Request(method, path, Map.of(), Map.of());
    }

    S3Request with(Map<String, String> parameters) {
        return new S3Request(method, path, parameters, headers, content);
    }

    S3Request header(String name, String value) {
        return new S3Request(method, path, query, Map.of(name, value), content);
    }

    S3Request body(ByteBuffer... bytes) {
        return new S3Request(method, path, query, headers, bytes);
    }

    long length() {
        long length = 0;
        for (ByteBuffer bytes : content) {
            length += bytes.remaining();
        }
        return length;
    }

    boolean mayHaveBody() {
        return method.equals(HttpMethod.PUT) || method.equals(HttpMethod.POST);
    }
}
