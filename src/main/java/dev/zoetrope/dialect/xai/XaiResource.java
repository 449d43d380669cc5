package dev.zoetrope.dialect.xai;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestResponse;

import dev.zoetrope.admit.CurrentCaller;
import dev.zoetrope.deliver.TaskPresenter;
import dev.zoetrope.dialect.DialectCreates;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.flow.TaskQuery;
import dev.zoetrope.observe.AccessNote;
import dev.zoetrope.video.Role;
import dev.zoetrope.video.Slot;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** {@code /xai/v1/videos} ({@code docs/dialects/xai.md}). */
@Path("/xai/v1/videos")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.CALLER)
class XaiResource {
    @Inject
    DialectCreates creates;
    @Inject
    CreateTranslator translator;
    @Inject
    TaskQuery tasks;
    @Inject
    CurrentCaller caller;
    @Inject
    TaskPresenter presenter;

    @POST
    @Path("/generations")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<CreateAnswer> generation(RoutingContext request) {
        return create(request, null);
    }

    @POST
    @Path("/edits")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<CreateAnswer> edit(RoutingContext request) {
        return create(request, Slot.SOURCE_VIDEO);
    }

    @POST
    @Path("/extensions")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<CreateAnswer> extension(RoutingContext request) {
        return create(request, Slot.CLIP);
    }

    private Uni<CreateAnswer> create(RoutingContext request, Slot video) {
        return creates.receive(request, body -> translator.translate(body, video))
                .map(created -> new CreateAnswer(created.task().id().value()));
    }

    @GET
    @Path("/{id}")
    public Uni<RestResponse<VideoAnswer>> video(@PathParam("id") String id, RoutingContext request) {
        return tasks.query(caller.of(request), id, false, Preference.NONE).map(task -> answer(task, request));
    }

    private RestResponse<VideoAnswer> answer(Task task, RoutingContext request) {
        AccessNote.task(request, task.id());
        VideoAnswer answer = VideoAnswer.of(task, presenter.view(task));
        return task.state().ended() ? RestResponse.ok(answer) : RestResponse.status(RestResponse.Status.ACCEPTED, answer);
    }
}
