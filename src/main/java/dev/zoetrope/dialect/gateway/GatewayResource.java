package dev.zoetrope.dialect.gateway;

import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.zoetrope.admit.CurrentCaller;
import dev.zoetrope.deliver.TaskPresenter;
import dev.zoetrope.dialect.DialectCreates;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.flow.TaskQuery;
import dev.zoetrope.observe.AccessNote;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** {@code /v4/ai/video-model} ({@code docs/dialects/gateway.md}). */
@Path("/v4/ai/video-model")
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.CALLER)
class GatewayResource {
    @Inject
    DialectCreates creates;
    @Inject
    CreateTranslator translator;
    @Inject
    OperationReader operations;
    @Inject
    TaskQuery tasks;
    @Inject
    TaskPresenter presenter;
    @Inject
    WaitingAnswers waiting;
    @Inject
    CurrentCaller caller;

    @POST
    @Path("/start")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<StartAnswer> start(RoutingContext request) {
        String model = ModelHeaders.model(request);
        List<Warning> warnings = new ArrayList<>();
        return creates.receive(request, body -> translator.translate(model, body, warnings))
                .map(created -> StartAnswer.of(created.task(), warnings));
    }

    @POST
    @Path("/status")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<StatusAnswer> status(RoutingContext request) {
        Caller owner = caller.of(request);
        return operations.read(request, owner).flatMap(id -> tasks.query(owner, id, false, Preference.NONE)).map(task -> {
            AccessNote.task(request, task.id());
            return StatusAnswer.of(task, presenter.view(task));
        });
    }

    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Uni<Void> generate(RoutingContext request) {
        waiting.requireAvailable();
        String model = ModelHeaders.model(request);
        List<Warning> warnings = new ArrayList<>();
        return creates.receiveForWaitingAnswer(request, body -> translator.translate(model, body, warnings))
                .flatMap(created -> waiting.send(created.task(), warnings, request));
    }
}
