package dev.zoetrope.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.zoetrope.body.FinalResponse;
import dev.zoetrope.video.Failure;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses a request whose head breaks a rule of {@link RequestHead} and closes its connection, on the callers' port and on
 * the management port. If the HTTP library cannot parse a head, the library itself answers with an empty 400, 414 or 431 and
 * closes the connection. The gateway cannot change that: the hook (Vert.x, {@code invalidRequestHandler}) must be set before
 * the server listens, and the framework offers no way to set it.
 */
@ApplicationScoped
class RequestHeadFilter {
    /** Runs after the access log, so that a refusal has a request id and a line in the log, and before all other filters. */
    private static final int PRIORITY = Integer.MAX_VALUE - 1;

    private final ClearTextHttp2 clearTextHttp2;
    private final EdgeErrors errors;

    RequestHeadFilter(ClearTextHttp2 clearTextHttp2, EdgeErrors errors) {
        this.clearTextHttp2 = clearTextHttp2;
        this.errors = errors;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    void install(@Observes ManagementInterface management) {
        management.router().route().order(Integer.MIN_VALUE).handler(this::check)
                .failureHandler(request -> errors.fail(request, request.statusCode()));
    }

    private void check(RoutingContext request) {
        if (FinalResponse.isMarked(request.request())) {
            return;
        }
        Failure fault = fault(request.request());
        if (fault == null) {
            request.next();
        } else {
            errors.answerAndClose(request, fault);
        }
    }

    /** HTTP/2 in clear text gets here only on the management port, where the framework has no setting to disable it. */
    private Failure fault(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2 && !request.connection().isSsl() && !clearTextHttp2.enabled()) {
            return RequestHead.unsupportedVersion("HTTP/2 needs TLS here.");
        }
        return errors.headFault(request);
    }
}
