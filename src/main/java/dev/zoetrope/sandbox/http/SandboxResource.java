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
import dev.zoetrope.sandbox.SandboxConfig;
import dev.zoetrope.sandbox.SandboxOrigin;
import dev.zoetrope.sandbox.SandboxSwitch;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.view.TaskView;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** The vendor's API, as the sandbox implements it. */
@Path("/sandbox")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class SandboxResource {
    /** The only caller of the sandbox. It needs no signing secret, because the gateway does not forward callbacks. */
    private static final Caller GATEWAY = new Caller("gateway");

    private final SandboxSwitch sandboxSwitch;
    private final SandboxConfig config;
    private final BodyReader bodies;
    private final RequestReader reader;
    private final Sandbox sandbox;
    private final Samples samples;
    private final VendorTaskViews views;

    SandboxResource(SandboxSwitch sandboxSwitch, SandboxConfig config, BodyReader bodies, RequestReader reader,
            Sandbox sandbox,
            Samples samples,
            VendorTaskViews views) {
        this.sandboxSwitch = sandboxSwitch;
        this.config = config;
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
        requireKey(authorization);
        SandboxOrigin origin = SandboxOrigin.of(request.request(), config.publicUrl());
        return bodies.read(request, GATEWAY)
                .chain(body -> sandbox.create(reader.read(body, GATEWAY), origin, samples))
                .chain(task -> task.words().resetAfterAccept() ? closeConnection(request.request())
                        : Uni.createFrom().item(views.of(task, 0, origin.baseUrl())));
    }

    @GET
    @Path("/v1/tasks/{id}")
    public Uni<TaskView> query(@PathParam("id") String id, @HeaderParam("Authorization") String authorization,
            @Context HttpServerRequest request) {
        requireKey(authorization);
        SandboxOrigin origin = SandboxOrigin.of(request, config.publicUrl());
        return sandbox.find(id).map(found -> found.map(task -> views.of(task, sandbox.progress(id), origin.baseUrl()))
                .orElseThrow(() -> Failure.notFound("There is no such task.").exception()));
    }

    @GET
    @Path("/samples/{name}")
    @Produces(MediaType.WILDCARD)
    public Uni<Response> sample(@PathParam("name") String name) {
        requireEnabled();
        String type = samples.type(name).orElseThrow(() -> Failure.notFound("There is no such sample.").exception());
        return Uni.createFrom().item(Unchecked.supplier(() -> Response.ok(samples.read(name), type).build()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private void requireKey(String authorization) {
        requireEnabled();
        if (!sandboxSwitch.accepts(authorization)) {
            throw Failure.unauthenticated("The sandbox accepts only its own key.").exception();
        }
    }

    private void requireEnabled() {
        if (!sandboxSwitch.enabled()) {
            throw Failure.notFound("No resource has this path.").exception();
        }
    }

    /** Closes the connection without an answer, like a network failure. The task continues. */
    private static Uni<TaskView> closeConnection(HttpServerRequest request) {
        return Uni.createFrom().completionStage(() -> request.connection().close().toCompletionStage())
                .chain(() -> Uni.createFrom().nothing());
    }
}
