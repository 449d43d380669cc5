package dev.zoetrope.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.body.FinalResponse;
import dev.zoetrope.flow.ServerlessConfig;
import dev.zoetrope.observe.RequestId;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.view.ErrorFormat;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Writes the error envelope for requests that reach no resource: unknown paths, invalid paths, failures of the framework.
 */
@ApplicationScoped
public class EdgeErrors {
    private static final Logger LOG = Logger.getLogger(EdgeErrors.class);

    /** Paths with this ending are answered with an event stream. */
    private static final String EVENTS_SUFFIX = "/events";

    private final ObjectMapper json;
    private final ErrorFormats formats;
    private final ServerlessConfig function;

    EdgeErrors(ObjectMapper json, ErrorFormats formats, ServerlessConfig function) {
        this.json = json;
        this.formats = formats;
        this.function = function;
    }

    void install(@Observes Router router) {
        for (int status = 400; status < 600; status++) {
            int any = status;
            router.errorHandler(any, request -> fail(request, any));
        }
        router.route().order(Integer.MIN_VALUE)
                .failureHandler(request -> fail(request, request.statusCode()));
    }

    /**
     * Answers a failure of the router or of a route. The router rejects a request without a usable host or path before it
     * calls a filter, so the head is checked here too.
     */
    void fail(RoutingContext request, int status) {
        HttpServerRequest head = request.request();
        Failure fault = headFault(head);
        if (fault == null) {
            answer(request, failureOf(request, status, request.failure()));
        } else {
            answerAndClose(request, fault);
        }
    }

    /**
     * Returns the first fault of the head; null if there is none. A function skips the check: its platform has parsed the
     * head, and the framework's bridge to the platform adds a {@code Transfer-Encoding}.
     */
    Failure headFault(HttpServerRequest head) {
        if (function.enabled()) {
            return null;
        }
        Failure fault = RequestHead.fault(head.version(), head.headers(), head.uri(), head.scheme());
        return fault == null ? RequestHead.targetFault(head.path(), head.query()) : fault;
    }

    /** Writes the envelope and closes the connection after it; an HTTP/2 connection stays open. */
    void answerAndClose(RoutingContext request, Failure failure) {
        if (!request.response().ended() && !request.response().headWritten()) {
            FinalResponse.markAndClose(request);
            answer(request, failure);
        }
    }

    /** Writes the envelope. Does nothing if a response has been started. */
    void answer(RoutingContext request, Failure failure) {
        if (request.response().ended() || request.response().headWritten()) {
            return;
        }
        ErrorFormat.Answer answer = formats.answer(failure, request);
        answer.headers().forEach(request.response()::putHeader);
        request.response().setStatusCode(answer.status())
                .putHeader(RequestId.HEADER, RequestId.of(request))
                .putHeader(HttpHeaderNames.CONTENT_TYPE, "application/json;charset=UTF-8");
        try {
            request.response().end(Buffer.buffer(json.writeValueAsBytes(answer.body())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an error envelope cannot be serialized", e);
        }
    }

    /** Maps a status of the framework to a failure of the gateway. */
    static Failure failureOf(RoutingContext request, int status, Throwable cause) {
        if (cause instanceof FailureException gatewayFailure) {
            return gatewayFailure.failure();
        }
        switch (status) {
            case 401:
                return Failure.unauthenticated("A bearer key is needed: Authorization: Bearer <key>.");
            case 403:
                return Failure.forbidden("This key has no permission for this request.");
            case 404:
                return Failure.notFound("No resource has this path.");
            case 405:
                return Failure.malformed(405, "method_not_allowed", "This path does not support this method.");
            case 406:
                return Failure.malformed(406, "not_acceptable", "This path produces only " + producedType(request) + ".");
            case 413:
                return Failure.malformed(413, "body_too_large", "The body is too large.");
            case 415:
                return Failure.malformed(415, "unsupported_media_type", "The body must be application/json.");
            default:
                break;
        }
        if (status >= 400 && status < 500) {
            return Failure.malformed(status, "bad_request", "The request is malformed.");
        }
        LOG.error("a request failed inside the framework", cause);
        return Failure.internal();
    }

    private static String producedType(RoutingContext request) {
        String path = request.request().path();
        return path != null && path.endsWith(EVENTS_SUFFIX) ? "text/event-stream" : "application/json";
    }
}
