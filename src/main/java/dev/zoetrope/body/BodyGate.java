package dev.zoetrope.body;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.zoetrope.video.Failure;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * A filter for every request with a body. It reads only the head: it refuses a body whose announced length is above the
 * limit, and it drops the bytes of a body that no resource reads.
 */
@ApplicationScoped
class BodyGate {
    /**
     * Runs after the access log and the filter of the head, but before the framework's own limit, which does not
     * answer with the error envelope.
     */
    private static final int PRIORITY = Integer.MAX_VALUE - 2;
    /** A number with more digits is too large in any case and is not parsed. */
    private static final int MAX_DIGITS = 18;
    private static final long UNKNOWN = -1;

    private final int maxLength;
    private final BodyBudget budget;
    private final BodyDeadline deadline;
    private final boolean function;
    private final List<LargeBodies> largeBodies;

    BodyGate(BodyConfig config, BodyBudget budget, BodyDeadline deadline, @All List<LargeBodies> largeBodies) {
        this.largeBodies = largeBodies;
        this.function = config.platform().enabled();
        this.maxLength = Math.toIntExact(config.request().maxBody().asLongValue());
        this.budget = budget;
        this.deadline = deadline;
    }

    void install(@Observes Filters filters) {
        filters.register(this::filter, PRIORITY);
    }

    private void filter(RoutingContext request) {
        long length = announcedLength(request.request());
        if (length == 0) {
            request.next();
            return;
        }
        long limit = limit(request.request());
        Body body = new Body(request, (int) Math.min(length, Integer.MAX_VALUE), limit, this);
        if (length > limit) {
            request.fail(tooLarge(limit).exception());
        } else {
            request.next();
        }
        if (!function) { // a function routes the request later
            body.dropUnread();
        }
    }

    /**
     * Returns the length of the body in bytes; 0 if there is no body; {@link #UNKNOWN} if the head does not give the length.
     */
    private static long announcedLength(HttpServerRequest head) {
        String length = head.getHeader(HttpHeaderNames.CONTENT_LENGTH);
        if (head.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return UNKNOWN; // Content-Length does not count then (RFC 9112, 6.3)
        }
        if (length == null) {
            return head.version() == HttpVersion.HTTP_2 ? UNKNOWN : 0;
        }
        return length.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(length);
    }

    private long limit(HttpServerRequest head) {
        long limit = maxLength;
        for (LargeBodies large : largeBodies) {
            limit = Math.max(limit, large.maxLength(head));
        }
        return limit;
    }

    int maxLength() {
        return maxLength;
    }

    BodyBudget budget() {
        return budget;
    }

    Duration deadline() {
        return deadline.duration();
    }

    Failure tooLarge() {
        return tooLarge(maxLength);
    }

    static Failure tooLarge(long limit) {
        return Failure.malformed(413, "body_too_large", "The body is larger than " + limit + " bytes.");
    }
}
