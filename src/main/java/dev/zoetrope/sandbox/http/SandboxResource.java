package dev.zoetrope.sandbox.http;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import dev.zoetrope.body.BodyReader;
import dev.zoetrope.sandbox.Samples;
import dev.zoetrope.sandbox.Sandbox;
import dev.zoetrope.sandbox.SandboxOrigin;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Pin;
import dev.zoetrope.view.TaskView;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** The API of the protocol {@code unified-task}, as the sandbox implements it. */
@Path("/sandbox")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class SandboxResource {
    private final SandboxAccess access;
    private final BodyReader bodies;
    private final RequestReader reader;
    private final Sandbox sandbox;
    private final Samples samples;
    private final VendorTaskViews views;

    SandboxResource(SandboxAccess access, BodyReader bodies, RequestReader reader, Sandbox sandbox, Samples samples,
            VendorTaskViews views) {
        this.access = access;
        this.bodies = bodies;
        this.reader = reader;
        this.sandbox = sandbox;
        this.samples = samples;
        this.views = views;
    }

    @POST
    @Path("/v1/videos/generations")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<TaskView> create(@HeaderParam("Authorization") String authorization, RoutingContext request) {
        return create(Pin.DEFAULT_VENDOR, authorization, request);
    }

    @POST
    @Path("/at/{vendor}/v1/videos/generations")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<TaskView> create(@PathParam("vendor") String vendor, @HeaderParam("Authorization") String authorization,
            RoutingContext request) {
        access.requireKey(authorization);
        SandboxOrigin origin = access.origin(request.request());
        return bodies.read(request, SandboxAccess.GATEWAY)
                .chain(body -> sandbox.create(reader.read(body, SandboxAccess.GATEWAY), vendor, origin, samples))
                .chain(task -> task.words().resetAfterAccept() ? SandboxAccess.closeConnection(request.request())
                        : Uni.createFrom().item(views.of(task, 0, origin.baseUrl())));
    }

    @GET
    @Path("/v1/tasks/{id}")
    public Uni<TaskView> query(@PathParam("id") String id, @HeaderParam("Authorization") String authorization,
            @Context HttpServerRequest request) {
        access.requireKey(authorization);
        SandboxOrigin origin = access.origin(request);
        return sandbox.find(id).map(found -> found.map(task -> views.of(task, sandbox.progress(id), origin.baseUrl()))
                .orElseThrow(() -> Failure.notFound("There is no such task.").exception()));
    }

    @GET
    @Path("/at/{vendor}/v1/tasks/{id}")
    public Uni<TaskView> query(@PathParam("vendor") String vendor, @PathParam("id") String id,
            @HeaderParam("Authorization") String authorization, @Context HttpServerRequest request) {
        return query(id, authorization, request);
    }

    @GET
    @Path("/samples/{name}")
    @Produces(MediaType.WILDCARD)
    public Uni<Response> sample(@PathParam("name") String name) {
        access.requireEnabled();
        String type = samples.type(name).orElseThrow(() -> Failure.notFound("There is no such sample.").exception());
        return Uni.createFrom().item(Unchecked.supplier(() -> Response.ok(samples.read(name), type).build()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
