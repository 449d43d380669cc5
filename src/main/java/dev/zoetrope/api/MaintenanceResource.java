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

/** {@code POST /v1/maintenance/tick}: due work, for an operator's scheduler (design decision 10). */
@Path("/v1/maintenance/tick")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
@Tag(name = "Maintenance")
class MaintenanceResource {
    @Inject
    Maintenance upkeep;
    @Inject
    CurrentOperator operator;

    @POST
    @Operation(operationId = "tick", summary = "Do what is due", description = "Sends what waits, asks about what runs, settles what was lost and removes what is old, for a bounded time;"
            + " answers when all of it has its outcome. `more`: call again.")
    @APIResponse(responseCode = "200", description = "What was done", content = @Content(schema = @Schema(implementation = TickView.class), example = ApiExamples.TICK))
    @APIResponse(responseCode = "503", description = "The storage is not available", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<TickView> tick(RoutingContext request) {
        operator.of(request);
        return upkeep.tick();
    }
}
