package dev.zoetrope.api;

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

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import dev.zoetrope.admit.CurrentCaller;
import dev.zoetrope.flow.Cancellation;
import dev.zoetrope.flow.GenerationFlow;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.flow.PreferencePolicy;
import dev.zoetrope.video.Role;
import dev.zoetrope.view.ErrorEnvelope;
import dev.zoetrope.view.ListView;
import dev.zoetrope.view.TaskView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** {@code /v1/tasks}: query, cancel and list the tasks of a caller ({@code docs/contract.md}, Query, List). */
@Path("/v1/tasks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.CALLER)
@Tag(name = "Tasks")
class TasksResource {
    @Inject
    GenerationFlow flow;
    @Inject
    PreferencePolicy preferences;

    @Inject
    Cancellation cancellation;
    @Inject
    CurrentCaller caller;
    @Inject
    TaskResponses responses;

    @GET
    @Path("/{id}")
    @Operation(operationId = "getTask", summary = "Get a task", description = "The response for a failed task is 200 too: `status` is `failed` and `error` has the reason.")
    @Parameter(in = ParameterIn.HEADER, name = Preference.HEADER, description = "RFC 7240. `wait=N`: the response is sent when the task has ended, or with the current state"
            + " after N seconds; `wait` without a number is the maximum. `Preference-Applied` in the response has the"
            + " preferences that were applied", schema = @Schema(type = SchemaType.STRING))
    @Parameter(in = ParameterIn.HEADER, name = "If-None-Match", description = "The `ETag` of an earlier response; the response is 304 if the task has not changed", schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "The task, with an `ETag`; with `Retry-After` while it runs", content = @Content(schema = @Schema(implementation = TaskView.class), example = ApiExamples.COMPLETED))
    @APIResponse(responseCode = "304", description = "The task has not changed")
    @APIResponse(responseCode = "404", description = "The caller has no such task", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class), example = ApiExamples.NOT_FOUND))
    public Uni<RestResponse<TaskView>> task(
            @PathParam("id") @Parameter(example = ApiExamples.TASK_ID) String id,
            @QueryParam("sync_upstream") @Parameter(description = "`true`: poll the vendor first", schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false")) String sync,
            RoutingContext request) {
        Preference preference = preferences.ofQuery(request.request().headers().getAll(Preference.HEADER));
        return flow.query(caller.of(request), id, SyncParameter.read(sync), preference)
                .map(task -> responses.queryResponse(task, preference, request));
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(operationId = "cancelTask", summary = "Cancel a task that has not been sent", description = "Succeeds exactly while `task_info.can_cancel` is true; a cancelled task is never sent. To cancel a"
            + " cancelled task again is not an error. A body is not needed and not read.")
    @APIResponse(responseCode = "200", description = "The cancelled task", content = @Content(schema = @Schema(implementation = TaskView.class)))
    @APIResponse(responseCode = "404", description = "The caller has no such task", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class), example = ApiExamples.NOT_FOUND))
    @APIResponse(responseCode = "409", description = "The task was sent or has ended: code `not_cancellable`", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<TaskView> cancel(@PathParam("id") @Parameter(example = ApiExamples.TASK_ID) String id,
            RoutingContext request) {
        return cancellation.cancel(caller.of(request), id).map(task -> responses.task(task, request));
    }

    @GET
    @Operation(operationId = "listTasks", summary = "List the caller's tasks, newest first")
    @APIResponse(responseCode = "200", description = "A page of tasks", content = @Content(schema = @Schema(implementation = TaskPage.class)))
    @APIResponse(responseCode = "422", description = "A parameter is invalid", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<ListView<TaskView>> tasks(@BeanParam ListParameters parameters, RoutingContext request) {
        ListParameters.PageRequest page = parameters.pageRequest();
        return flow.list(caller.of(request), page.status(), page.limit() + 1, page.after())
                .map(tasks -> responses.page(tasks.orElseThrow(page::unknownCursor), page.limit()));
    }

    /** The schema of a page of tasks for the OpenAPI description, which cannot show generic types. */
    interface TaskPage {
        @Schema(examples = "list")
        String object();

        java.util.List<TaskView> data();

        @Schema(name = "has_more")
        boolean hasMore();
    }
}
