package dev.zoetrope.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.zoetrope.body.BodyReader;
import dev.zoetrope.flow.Reconciliation;
import dev.zoetrope.validate.ReconcileBodyReader;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Role;
import dev.zoetrope.view.ErrorEnvelope;
import dev.zoetrope.view.TaskView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /v1/tasks/{id}/reconcile}: an operator states the outcome of a create whose outcome is unknown. */
@Path("/v1/tasks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
@Tag(name = "Operation")
class ReconcileResource {
    @Inject
    Reconciliation reconciliation;
    @Inject
    BodyReader bodyReader;
    @Inject
    ReconcileBodyReader reader;
    @Inject
    CurrentOperator operator;
    @Inject
    TaskResponses responses;

    @POST
    @Path("/{id}/reconcile")
    @Operation(operationId = "reconcileTask", summary = "Reconcile a task with an unknown outcome", description = "Needs an operator's key (`zoetrope.operator-keys`). The task can be any caller's, and is `failed` with"
            + " `submission_unknown`. With `created` the gateway polls the task under the given vendor id. With"
            + " `not_created` the task ends finally with code `not_created`. A repeated call changes nothing.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = VerdictBody.class)))
    @APIResponse(responseCode = "200", description = "The current task", content = @Content(schema = @Schema(implementation = TaskView.class)))
    @APIResponse(responseCode = "403", description = "The key is not an operator's", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(responseCode = "404", description = "There is no such task", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class), example = ApiExamples.NOT_FOUND))
    @APIResponse(responseCode = "409", description = "The outcome of the task is known (`not_reconcilable`), or another task has this vendor id (`vendor_id_taken`)", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(responseCode = "422", description = "A member is invalid; `details` lists all invalid members", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<TaskView> reconcile(@PathParam("id") @Parameter(example = ApiExamples.TASK_ID) String id,
            RoutingContext request) {
        String name = operator.of(request);
        return bodyReader.read(request, new Caller(name))
                .flatMap(body -> reconciliation.reconcile(name, id, reader.read(body)))
                .map(task -> responses.task(task, request));
    }

    /** The schema of the body for the OpenAPI description. {@link ReconcileBodyReader} reads the body. */
    interface VerdictBody {
        @Schema(required = true, enumeration = { "created", "not_created" })
        String outcome();

        @Schema(name = "vendor_id", minLength = 1, maxLength = 256, description = "The vendor's id of the task; required with `created`, not allowed with `not_created`")
        String vendorId();
    }
}
