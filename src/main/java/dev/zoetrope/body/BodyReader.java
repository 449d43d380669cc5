package dev.zoetrope.body;

import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Reads the JSON body of a request for a resource that has checked everything else of the request. */
@ApplicationScoped
public class BodyReader {
    /** JSON is UTF-8 (RFC 8259, 8.1). */
    private static final Pattern JSON = Pattern.compile(
            "\\s*application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?;?\\s*", Pattern.CASE_INSENSITIVE);

    /**
     * Reads the body. Call it once, on the event loop, from the resource method.
     *
     * @param caller the body counts against this caller's share of the budget until the request or its connection ends
     * @return the whole body, unparsed; empty if there is none.
     *         Fails with {@link dev.zoetrope.video.FailureException}: 408 past the deadline, 413 beyond
     *         {@code zoetrope.request.max-body}, 415 if it does not say that it is plain JSON, 429 and 503 beyond the budget
     *         ({@link BodyBudget}). Never completes if the connection goes before
     */
    public Uni<byte[]> read(RoutingContext request, Caller caller) {
        if (!plainJson(request.request())) {
            return Uni.createFrom().failure(Failure
                    .malformed(415, "unsupported_media_type", "The body must be application/json.").exception());
        }
        Body body = Body.of(request);
        return body == null ? Uni.createFrom().item(new byte[0]) : body.read(caller);
    }

    private static boolean plainJson(HttpServerRequest head) {
        String type = head.getHeader(HttpHeaderNames.CONTENT_TYPE);
        String encoding = head.getHeader(HttpHeaderNames.CONTENT_ENCODING);
        return type != null && JSON.matcher(type).matches() && (encoding == null || encoding.equals("identity"));
    }
}
