package dev.zoetrope.deliver.webhook;

import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.zoetrope.admit.CurrentCaller;
import dev.zoetrope.observe.AccessNote;
import dev.zoetrope.video.Role;
import dev.zoetrope.view.ListView;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** {@code /v1/webhooks/deliveries}: lists the callbacks of a caller and delivers one again. */
@Path("/v1/webhooks/deliveries")
@Produces(MediaType.APPLICATION_JSON)
class WebhooksResource {
    @Inject
    DeliveryService deliveries;
    @Inject
    SecurityIdentity identity;
    @Inject
    CurrentCaller callers;

    @GET
    @RolesAllowed(Role.CALLER)
    public Uni<ListView<DeliveryView>> list(@BeanParam DeliveryParameters parameters, RoutingContext request) {
        return deliveries.list(callers.of(request), parameters.page());
    }

    @POST
    @Path("/{id}/redeliver")
    @RolesAllowed({ Role.CALLER, Role.OPERATOR })
    public Uni<DeliveryView> redeliver(@PathParam("id") String id, RoutingContext request) {
        if (identity.hasRole(Role.OPERATOR)) {
            AccessNote.operator(request, identity.getPrincipal().getName());
            return deliveries.redeliver(id, Optional.empty());
        }
        return deliveries.redeliver(id, Optional.of(callers.of(request)));
    }
}
