package dev.zoetrope.body;

import java.util.function.Supplier;

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
    private static final String COMPRESSED = "The body must not be compressed: Content-Encoding can only be identity.";

    private final BodyGate gate;

    BodyReader(BodyGate gate) {
        this.gate = gate;
    }

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

    /** Reads a body of any type, for example a form; otherwise like {@link #read}. The resource checks the type. */
    public Uni<byte[]> readForm(RoutingContext request, Caller caller) {
        return read(request, caller, null);
    }

    /** The maximum length of a body in memory, in bytes ({@code zoetrope.request.max-body}). */
    public int maxLength() {
        return gate.maxLength();
    }

    /**
     * Reads a body of any type into memory like {@link #read}, or passes it to a sink like {@link #stream} if it is longer than
     * {@link #maxLength}, whether its head says so or not. The resource checks the type.
     *
     * @param pace of a body that is longer
     * @param longBody makes the sink; what it throws refuses the body
     * @return the whole body; null if it went to the sink
     */
    public Uni<byte[]> readOrStream(RoutingContext request, Caller caller, BodyPace pace,
            Supplier<? extends BodySink> longBody) {
        return readOrStream(request, caller, pace, longBody, null);
    }

    /** Like {@link #readOrStream}, for a body that must be JSON: it also fails with 415 if the head does not declare it. */
    public Uni<byte[]> readJsonOrStream(RoutingContext request, Caller caller, BodyPace pace,
            Supplier<? extends BodySink> longBody) {
        return readOrStream(request, caller, pace, longBody,
                JsonType.fault(request.request().getHeader(HttpHeaderNames.CONTENT_TYPE)));
    }

    private Uni<byte[]> readOrStream(RoutingContext request, Caller caller, BodyPace pace,
            Supplier<? extends BodySink> longBody, String faultOfType) {
        Body body = Body.of(request);
        boolean inMemory = body == null || body.announcedLength() >= 0 && body.announcedLength() <= gate.maxLength();
        if (inMemory || faultOfType != null || isEncoded(request.request())) {
            return read(request, caller, faultOfType);
        }
        return body.announcedLength() < 0 ? body.readGrowing(caller, pace, longBody)
                : stream(request, pace, longBody.get()).<byte[]> map(end -> null);
    }

    /**
     * Passes a body of any type to a sink as it arrives. Call it once, on the event loop, from the resource method. The sink
     * limits the length.
     *
     * @return completes after the last part; nothing if the request has no body. Fails with
     *         {@link dev.zoetrope.video.FailureException}: 400 if the parts of the body are too small, 408 if the body comes
     *         too slowly, 415 if it has a content encoding, and with what the sink throws. Never completes if the connection
     *         is closed before the last byte; the sink is closed then
     */
    public Uni<Void> stream(RoutingContext request, BodyPace pace, BodySink sink) {
        if (isEncoded(request.request())) {
            sink.close();
            return Uni.createFrom().failure(Failure.malformed(415, "unsupported_media_type", COMPRESSED).exception());
        }
        Body body = Body.of(request);
        if (body == null) {
            sink.close();
            return Uni.createFrom().voidItem();
        }
        return body.stream(sink, pace);
    }

    private static Uni<byte[]> read(RoutingContext request, Caller caller, String faultOfType) {
        String fault = isEncoded(request.request()) ? COMPRESSED : faultOfType;
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
