package dev.zoetrope.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.zoetrope.video.Failure;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/** Stops a body that announces itself too large before a byte of it is read. */
@ApplicationScoped
public class BodyLimit {
    /**
     * After the front door and the head filter, before the framework's own, larger limit, which answers without our envelope.
     */
    private static final int EARLY = Integer.MAX_VALUE - 2;
    private static final int MOST_DIGITS = 18;

    private final int bytes;
    private final EdgeErrors errors;

    BodyLimit(ApiConfig config, EdgeErrors errors) {
        this.bytes = Math.toIntExact(config.maxBody().asLongValue());
        this.errors = errors;
    }

    int bytes() {
        return bytes;
    }

    Failure failure() {
        return Failure.malformed(413, "body_too_large", "The body is larger than " + bytes + " bytes.");
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, EARLY);
    }

    private void check(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaderNames.CONTENT_LENGTH);
        if (length == null || (length.length() <= MOST_DIGITS && Long.parseLong(length) <= bytes)) {
            request.next();
            return;
        }
        errors.answerLast(request, failure());
    }
}
