package dev.zoetrope.sandbox.http.dashscope;

import java.time.Clock;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.zoetrope.body.BodyReader;
import dev.zoetrope.observe.RequestId;
import dev.zoetrope.sandbox.Samples;
import dev.zoetrope.sandbox.Sandbox;
import dev.zoetrope.sandbox.SandboxOrigin;
import dev.zoetrope.sandbox.SandboxTask;
import dev.zoetrope.sandbox.http.SandboxAccess;
import dev.zoetrope.sandbox.http.VideoRoute;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** The API of the protocol {@code dashscope}, as the sandbox implements it. */
@Path("/sandbox")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class DashScopeResource {
    private final SandboxAccess access;
    private final BodyReader bodies;
    private final OrderMapper orders;
    private final Sandbox sandbox;
    private final Samples samples;
    private final Clock clock;

    DashScopeResource(SandboxAccess access, BodyReader bodies, OrderMapper orders, Sandbox sandbox, Samples samples,
            Clock clock) {
        this.access = access;
        this.bodies = bodies;
        this.orders = orders;
        this.sandbox = sandbox;
        this.samples = samples;
        this.clock = clock;
    }

    @POST
    @Path("/at/{vendor}/api/v1/services/aigc/video-generation/video-synthesis")
    public Uni<TaskAnswer> create(@PathParam("vendor") String vendor,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @HeaderParam("X-DashScope-Async") String async,
            RoutingContext request) {
        access.requireKey(authorization);
        if (!"enable".equals(async)) {
            throw Failure.forbidden("The header X-DashScope-Async must be enable.").exception();
        }
        SandboxOrigin origin = access.origin(request.request());
        return bodies.read(request, SandboxAccess.GATEWAY)
                .chain(body -> sandbox.create(orders.read(body), vendor, origin, samples))
                .chain(task -> task.words().resetAfterAccept() ? SandboxAccess.closeConnection(request.request())
                        : Uni.createFrom().item(TaskAnswer.of(task, null, RequestId.of(request))));
    }

    @GET
    @Path("/at/{vendor}/api/v1/tasks/{id}")
    public Uni<TaskAnswer> query(@PathParam("id") String id, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            RoutingContext request) {
        access.requireKey(authorization);
        String base = access.origin(request.request()).baseUrl();
        return sandbox.find(id).map(found -> found.map(task -> answer(task, base, request))
                .orElseGet(() -> TaskAnswer.unknown(id, RequestId.of(request))));
    }

    private TaskAnswer answer(SandboxTask task, String base, RoutingContext request) {
        return TaskAnswer.of(task, task.hasResult(clock.millis()) ? VideoRoute.url(base, task.id()) : null,
                RequestId.of(request));
    }

    /** Cancels a task that is pending. */
    @POST
    @Path("/at/{vendor}/api/v1/tasks/{id}/cancel")
    public Uni<Response> cancel(@PathParam("id") String id, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            RoutingContext request) {
        access.requireKey(authorization);
        String requestId = RequestId.of(request);
        return sandbox.cancel(id).map(cancelled -> cancelled
                ? Response.ok(new TaskAnswer(requestId, null, null)).build()
                : Response.status(400).entity(new ErrorAnswer("UnsupportedOperation",
                        "Only a task that is PENDING can be cancelled.", requestId)).build());
    }

    /** Answers each failure in the form of this vendor. */
    @ServerExceptionMapper
    public Response failed(FailureException thrown, RoutingContext request) {
        Failure failure = thrown.failure();
        Response.ResponseBuilder answer = Response.status(ErrorAnswer.status(failure)).type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorAnswer.of(failure, RequestId.of(request)));
        if (failure.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, failure.retryAfter().toSeconds()));
        }
        return answer.build();
    }
}
