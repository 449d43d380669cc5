package dev.zoetrope.sandbox.http.openai;

import java.time.Clock;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import dev.zoetrope.body.BodyReader;
import dev.zoetrope.sandbox.Samples;
import dev.zoetrope.sandbox.Sandbox;
import dev.zoetrope.sandbox.SandboxConfig;
import dev.zoetrope.sandbox.SandboxOrigin;
import dev.zoetrope.sandbox.SandboxTask;
import dev.zoetrope.sandbox.http.SandboxAccess;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** The API of the protocol {@code openai-videos}, as the sandbox implements it. */
@Path("/sandbox")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class OpenAiVideosResource {
    private final SandboxAccess access;
    private final SandboxConfig config;
    private final BodyReader bodies;
    private final OrderMapper orders;
    private final Sandbox sandbox;
    private final Samples samples;
    private final Clock clock;

    OpenAiVideosResource(SandboxAccess access, SandboxConfig config, BodyReader bodies, OrderMapper orders, Sandbox sandbox,
            Samples samples, Clock clock) {
        this.access = access;
        this.config = config;
        this.bodies = bodies;
        this.orders = orders;
        this.sandbox = sandbox;
        this.samples = samples;
        this.clock = clock;
    }

    @POST
    @Path("/at/{vendor}/v1/videos")
    public Uni<VideoAnswer> create(@PathParam("vendor") String vendor,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, RoutingContext request) {
        access.requireKey(authorization);
        SandboxOrigin origin = access.origin(request.request());
        Uni<byte[]> read = CreateForm.isMultipart(contentType) ? bodies.readForm(request, SandboxAccess.GATEWAY)
                : bodies.read(request, SandboxAccess.GATEWAY);
        return read.chain(body -> sandbox.create(orders.read(body, contentType), vendor, origin, samples))
                .chain(task -> task.words().resetAfterAccept() ? SandboxAccess.closeConnection(request.request())
                        : Uni.createFrom().item(VideoAnswer.of(task, 0)));
    }

    @GET
    @Path("/at/{vendor}/v1/videos/{id}")
    public Uni<VideoAnswer> query(@PathParam("id") String id, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        access.requireKey(authorization);
        return find(id).map(task -> VideoAnswer.of(task, sandbox.progress(id)));
    }

    /** The bytes of the video; always the whole file. */
    @GET
    @Path("/at/{vendor}/v1/videos/{id}/content")
    @Produces(MediaType.WILDCARD)
    public Uni<Response> content(@PathParam("id") String id, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        access.requireKey(authorization);
        return find(id).map(task -> {
            if (!task.hasResult(clock.millis())) {
                throw Failure.notFound("The video is not ready.").exception();
            }
            return Response.ok(config.films().resolve(task.id() + ".mp4").toFile(), "video/mp4").build();
        });
    }

    /** Deletes a video that is not being rendered. One that is queued is never rendered. */
    @DELETE
    @Path("/at/{vendor}/v1/videos/{id}")
    public Uni<DeletedAnswer> delete(@PathParam("id") String id,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        access.requireKey(authorization);
        return find(id).chain(task -> sandbox.delete(id)).map(deleted -> {
            if (!deleted) {
                throw Failure.conflict("video_in_progress", "The video is being rendered.").exception();
            }
            return DeletedAnswer.of(id);
        });
    }

    /** A Uni that fails with a {@link FailureException}, 404, if there is no such video. */
    private Uni<SandboxTask> find(String id) {
        return sandbox.find(id).map(found -> found.orElseThrow(() -> Failure.notFound("There is no such video.").exception()));
    }
}
