package dev.zoetrope.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.zoetrope.body.BodyReader;
import dev.zoetrope.flow.Reconciliation;
import dev.zoetrope.validate.ReconcileBodyReader;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Role;
import dev.zoetrope.view.TaskView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /v1/tasks/{id}/reconcile}: an operator states the outcome of a create whose outcome is unknown. */
@Path("/v1/tasks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
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
    public Uni<TaskView> reconcile(@PathParam("id") String id, RoutingContext request) {
        String name = operator.of(request);
        return bodyReader.read(request, new Caller(name))
                .flatMap(body -> reconciliation.reconcile(name, id, reader.read(body)))
                .map(task -> responses.task(task, request));
    }
}
