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

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.zoetrope.admit.CurrentCaller;
import dev.zoetrope.observe.AccessNote;
import dev.zoetrope.video.Role;
import dev.zoetrope.view.ErrorEnvelope;
import dev.zoetrope.view.ListView;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** {@code /v1/webhooks/deliveries}: lists the callbacks of a caller and delivers one again. */
@Path("/v1/webhooks/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
class WebhooksResource {
    @Inject
    DeliveryService deliveries;
    @Inject
    SecurityIdentity identity;
    @Inject
    CurrentCaller callers;

    @GET
    @RolesAllowed(Role.CALLER)
    @Operation(operationId = "listDeliveries", summary = "The caller's callbacks; those of the newest tasks come first")
    @APIResponse(responseCode = "200", description = "A page", content = @Content(schema = @Schema(implementation = DeliveryPageView.class)))
    @APIResponse(responseCode = "422", description = "A parameter is wrong", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<ListView<DeliveryView>> list(@BeanParam DeliveryParameters parameters, RoutingContext request) {
        return deliveries.list(callers.of(request), parameters.page());
    }

    @POST
    @Path("/{id}/redeliver")
    @RolesAllowed({ Role.CALLER, Role.OPERATOR })
    @Operation(operationId = "redeliver", summary = "Deliver a callback again", description = "The delivery becomes due at once, with all attempts left and the same `webhook-id`, in whatever state it was."
            + " A caller may redeliver its own deliveries, an operator any delivery. A body is not needed and is ignored.")
    @APIResponse(responseCode = "200", description = "The delivery, waiting", content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    @APIResponse(responseCode = "404", description = "The caller has no such delivery", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(responseCode = "409", description = "Code `redelivered_recently`: the last redelivery was less than a minute ago", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<DeliveryView> redeliver(@PathParam("id") String id, RoutingContext request) {
        if (identity.hasRole(Role.OPERATOR)) {
            AccessNote.operator(request, identity.getPrincipal().getName());
            return deliveries.redeliver(id, Optional.empty());
        }
        return deliveries.redeliver(id, Optional.of(callers.of(request)));
    }

    /** The schema of a page for the OpenAPI description, which does not show generic types. */
    interface DeliveryPageView {
        @Schema(examples = "list")
        String object();

        java.util.List<DeliveryView> data();

        @Schema(name = "has_more")
        boolean hasMore();
    }
}
