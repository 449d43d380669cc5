package dev.zoetrope.sandbox.http;

import java.util.UUID;
import java.util.regex.Pattern;

import io.vertx.core.http.HttpServerRequest;

/** The id in the response header, otherwise the id of the request if it is valid, otherwise a new one. */
final class RequestIds {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private RequestIds() {
    }

    static String of(HttpServerRequest request) {
        String answered = request.response().headers().get("X-Request-Id");
        String given = answered == null ? request.getHeader("X-Request-Id") : answered;
        return given != null && FORM.matcher(given).matches() ? given : UUID.randomUUID().toString();
    }
}
