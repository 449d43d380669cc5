package dev.zoetrope.api;

import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestResponse;

import dev.zoetrope.admit.CurrentCaller;
import dev.zoetrope.flow.Cancellation;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.flow.PreferencePolicy;
import dev.zoetrope.flow.TaskQuery;
import dev.zoetrope.video.Role;
import dev.zoetrope.view.ListView;
import dev.zoetrope.view.TaskView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** {@code /v1/tasks}: query, cancel and list the tasks of a caller ({@code docs/contract.md}, Query, List). */
@Path("/v1/tasks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.CALLER)
class TasksResource {
    @Inject
    TaskQuery taskQuery;
    @Inject
    PreferencePolicy preferences;

    @Inject
    Cancellation cancellation;
    @Inject
    CurrentCaller caller;
    @Inject
    TaskResponses responses;
    @Inject
    TaskDetails details;

    @GET
    @Path("/{id}")
    public Uni<RestResponse<TaskView>> task(@PathParam("id") String id,
            @QueryParam("sync_upstream") String sync, @QueryParam("include") String include, RoutingContext request) {
        Preference preference = preferences.ofQuery(request.request().headers().getAll(Preference.HEADER));
        Set<IncludeParameter> wanted = IncludeParameter.read(include);
        return taskQuery.query(caller.of(request), id, SyncParameter.read(sync), preference)
                .flatMap(task -> wanted.isEmpty()
                        ? Uni.createFrom().item(responses.queryResponse(task, preference, request))
                        : details.add(responses.detailed(task, preference, request), task, wanted).map(RestResponse::ok));
    }

    @POST
    @Path("/{id}/cancel")
    public Uni<TaskView> cancel(@PathParam("id") String id, RoutingContext request) {
        return cancellation.cancel(caller.of(request), id).map(task -> responses.task(task, request));
    }

    @GET
    public Uni<ListView<TaskView>> tasks(@BeanParam ListParameters parameters, RoutingContext request) {
        ListParameters.PageRequest page = parameters.pageRequest();
        return taskQuery.list(caller.of(request), page.status(), page.limit() + 1, page.after())
                .map(tasks -> responses.page(tasks.orElseThrow(page::unknownCursor), page.limit()));
    }
}
