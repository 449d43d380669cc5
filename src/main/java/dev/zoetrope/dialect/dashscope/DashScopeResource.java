package dev.zoetrope.dialect.dashscope;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.zoetrope.admit.CurrentCaller;
import dev.zoetrope.dialect.DialectCreates;
import dev.zoetrope.flow.Cancellation;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.flow.TaskQuery;
import dev.zoetrope.observe.AccessNote;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code /api/v1}, also below {@code /proxy/wan} for ComfyUI, and below {@code /wan} and {@code /ali} as at relays
 * ({@code docs/dialects/dashscope.md}).
 */
@Path("/{base: (proxy/wan/|wan/|ali/)?api/v1}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.CALLER)
class DashScopeResource {
    @Inject
    DialectCreates creates;
    @Inject
    CreateTranslator translator;
    @Inject
    TaskQuery tasks;
    @Inject
    Cancellation cancellation;
    @Inject
    TaskPages pages;
    @Inject
    CurrentCaller caller;
    @Inject
    TaskAnswers answers;

    @POST
    @Path("/services/aigc/{group: video-generation|image2video}/video-synthesis")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<TaskAnswer> create(RoutingContext request) {
        return creates.receive(request, translator::translate).map(created -> answers.created(created.task(), request));
    }

    @GET
    @Path("/tasks/{id}")
    public Uni<TaskAnswer> task(@PathParam("id") String id, RoutingContext request) {
        return tasks.query(caller.of(request), id, false, Preference.NONE).map(task -> answers.queried(task, request))
                .onFailure(DashScopeResource::isNotFound).recoverWithItem(() -> TaskAnswers.unknown(id, request));
    }

    private static boolean isNotFound(Throwable thrown) {
        return thrown instanceof FailureException failed && failed.failure().status() == 404;
    }

    @POST
    @Path("/tasks/{id}/cancel")
    public Uni<TaskAnswer> cancel(@PathParam("id") String id, RoutingContext request) {
        return cancellation.cancel(caller.of(request), id).map(task -> {
            AccessNote.task(request, task.id());
            return TaskAnswers.cancelled(request);
        });
    }

    @GET
    @Path("/tasks")
    public Uni<TaskPage> tasks(@BeanParam PageParameters parameters, RoutingContext request) {
        return pages.page(caller.of(request), parameters.read(), request);
    }

    /** The vendor's SDK asks here for a place to which it can upload a local file. */
    @GET
    @Path("/uploads")
    public Uni<TaskAnswer> uploadPolicy() {
        throw Failure.notFound("This gateway takes no uploads here. Give each file as an http, https or data URL.").exception();
    }
}
