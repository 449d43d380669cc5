package dev.zoetrope.body;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Reads the body of a request. A resource calls it after it has checked everything else of the request. */
@ApplicationScoped
public class BodyReader {
    /**
     * Reads the body. Call it once, on the event loop, from the resource method.
     *
     * @param caller the body counts against this caller's share of the budget until the request or its connection ends
     * @return the whole body, unparsed; empty if the request has no body. Fails with
     *         {@link dev.zoetrope.video.FailureException}: 400 if the parts of the body are too small, 408 if the body does
     *         not arrive in time, 413 if it is longer than {@code zoetrope.request.max-body}, 415 if the head does not
     *         declare JSON in UTF-8 without a content encoding, 429 or 503 if the budget is exceeded ({@link BodyBudget}).
     *         Never completes if the connection is closed before the last byte
     */
    public Uni<byte[]> read(RoutingContext request, Caller caller) {
        return read(request, caller, JsonType.fault(request.request().getHeader(HttpHeaderNames.CONTENT_TYPE)));
    }

    /**
     * Reads a body of any type, for example a form; otherwise like {@link #read}. The resource checks the type.
     */
    public Uni<byte[]> readForm(RoutingContext request, Caller caller) {
        return read(request, caller, null);
    }

    private static Uni<byte[]> read(RoutingContext request, Caller caller, String faultOfType) {
        String fault = isEncoded(request.request()) ? "The body must not be compressed: Content-Encoding can only be identity."
                : faultOfType;
        if (fault != null) {
            return Uni.createFrom().failure(Failure.malformed(415, "unsupported_media_type", fault).exception());
        }
        Body body = Body.of(request);
        return body == null ? Uni.createFrom().item(new byte[0]) : body.read(caller);
    }

    private static boolean isEncoded(HttpServerRequest head) {
        return !head.headers().getAll(HttpHeaderNames.CONTENT_ENCODING).stream().allMatch("identity"::equalsIgnoreCase);
    }
}
