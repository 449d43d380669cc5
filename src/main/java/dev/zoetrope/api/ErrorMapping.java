package dev.zoetrope.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.zoetrope.observe.RequestId;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.view.ErrorFormat;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;

/** Maps each exception of a resource, and of the framework that calls it, to a response with the error envelope. */
@ApplicationScoped
public class ErrorMapping {
    private static final Logger LOG = Logger.getLogger(ErrorMapping.class);

    private final ErrorFormats formats;

    ErrorMapping(ErrorFormats formats) {
        this.formats = formats;
    }

    @ServerExceptionMapper
    public Response gatewayFailure(FailureException failure, RoutingContext request) {
        return answer(failure.failure(), request);
    }

    @ServerExceptionMapper({ UnauthorizedException.class, AuthenticationFailedException.class })
    public Response unauthenticated(Throwable failure, RoutingContext request) {
        String message = failure instanceof UnauthorizedException
                ? "A bearer key is needed: Authorization: Bearer <key>."
                : "This bearer key is not known.";
        return answer(Failure.unauthenticated(message), request);
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException failure, RoutingContext request) {
        return answer(EdgeErrors.failureOf(request, 403, null), request);
    }

    @ServerExceptionMapper
    public Response frameworkFailure(WebApplicationException failure, RoutingContext request) {
        return answer(EdgeErrors.failureOf(request, failure.getResponse().getStatus(), failure), request);
    }

    @ServerExceptionMapper(priority = Integer.MAX_VALUE)
    public Response unexpectedFailure(Throwable failure, RoutingContext request) {
        LOG.errorf(failure, "request %s failed", RequestId.of(request));
        return answer(Failure.internal(), request);
    }

    private Response answer(Failure failure, RoutingContext request) {
        ErrorFormat.Answer written = formats.answer(failure, request);
        Response.ResponseBuilder answer = Response.status(written.status()).type(MediaType.APPLICATION_JSON_TYPE)
                .entity(written.body());
        written.headers().forEach(answer::header);
        if (failure.status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (failure.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, failure.retryAfter().toSeconds()));
        }
        return answer.build();
    }
}
