package dev.zoetrope.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.zoetrope.flow.Maintenance;
import dev.zoetrope.video.Role;
import dev.zoetrope.view.ErrorEnvelope;
import dev.zoetrope.view.TickView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /v1/maintenance/tick}: does due work. A scheduler of the operator calls it, for example in on-demand mode. */
@Path("/v1/maintenance/tick")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
@Tag(name = "Maintenance")
class MaintenanceResource {
    @Inject
    Maintenance maintenance;
    @Inject
    CurrentOperator operator;

    @POST
    @Operation(operationId = "tick", summary = "Do the due work", description = "Sends pending tasks, polls running tasks, ends tasks whose send was interrupted, copies result files,"
            + " delivers callbacks and deletes old tasks, for a bounded time. Responds when all started work has an outcome."
            + " If `more` is true, call it again.")
    @APIResponse(responseCode = "200", description = "The work done", content = @Content(schema = @Schema(implementation = TickView.class), example = ApiExamples.TICK))
    @APIResponse(responseCode = "503", description = "The storage is not available", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<TickView> tick(RoutingContext request) {
        operator.of(request);
        return maintenance.tick();
    }
}
