package dev.zoetrope.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.zoetrope.flow.Maintenance;
import dev.zoetrope.video.Role;
import dev.zoetrope.view.TickView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /v1/maintenance/tick}: does due work. A scheduler of the operator calls it, for example in on-demand mode. */
@Path("/v1/maintenance/tick")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
class MaintenanceResource {
    @Inject
    Maintenance maintenance;
    @Inject
    CurrentOperator operator;

    @POST
    public Uni<TickView> tick(RoutingContext request) {
        operator.of(request);
        return maintenance.tick();
    }
}
