package dev.zoetrope.dialect.openai;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import dev.zoetrope.admit.CurrentCaller;
import dev.zoetrope.api.CreateReceiver;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.flow.PreferencePolicy;
import dev.zoetrope.flow.TaskDeletion;
import dev.zoetrope.flow.TaskQuery;
import dev.zoetrope.video.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** The videos API of OpenAI ({@code docs/dialects/openai.md}). Its paths are those of the sub-classes. */
@RolesAllowed(Role.CALLER)
abstract class VideosResource {
    @Inject
    CreateReceiver creates;
    @Inject
    CreateReader reader;
    @Inject
    TaskQuery taskQuery;
    @Inject
    TaskDeletion deletion;
    @Inject
    PreferencePolicy preferences;
    @Inject
    CurrentCaller callers;
    @Inject
    VideoAnswers answers;

    /** In the same base URL as the gateway's own API. */
    @Path("/v1/videos")
    static class BesideOwnApi extends VideosResource {
    }

    /** In a base URL of its own. */
    @Path("/openai/v1/videos")
    static class Apart extends VideosResource {
    }

    /** Where ComfyUI sends its creates. */
    @Path("/proxy/openai/v1/videos")
    static class OfComfyUi extends VideosResource {
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<VideoView> create(RoutingContext request) {
        return creates.receive(request, preferences.ofCreate(VideoAnswers.preferences(request)),
                caller -> reader.read(request, caller)).map(created -> answers.created(created.task(), request));
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<VideoView> video(@PathParam("id") String id, RoutingContext request) {
        return taskQuery.query(callers.of(request), id, false, preferences.ofQuery(VideoAnswers.preferences(request)))
                .map(task -> answers.queried(task, request));
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<VideoPage> videos(@BeanParam PageParameters parameters, RoutingContext request) {
        PageParameters.Page page = parameters.page();
        return taskQuery.listShown(callers.of(request), page.oldestFirst(), page.limit() + 1, page.after())
                .map(tasks -> answers.page(tasks.orElseThrow(page::unknownCursor), page.limit()));
    }

    @DELETE
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<DeletedVideo> delete(@PathParam("id") String id, RoutingContext request) {
        return deletion.delete(callers.of(request), id).map(done -> DeletedVideo.of(id));
    }

    @GET
    @Path("/{id}/content")
    @Produces(MediaType.WILDCARD)
    public Uni<Void> content(@PathParam("id") String id, @QueryParam("variant") String variant, RoutingContext request) {
        return taskQuery.query(callers.of(request), id, false, Preference.NONE)
                .flatMap(task -> answers.content(task, variant, request));
    }
}
