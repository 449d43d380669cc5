package dev.zoetrope.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestResponse;

import dev.zoetrope.admit.ClientAttempt;
import dev.zoetrope.admit.CurrentCaller;
import dev.zoetrope.body.BodyReader;
import dev.zoetrope.flow.GenerationFlow;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.flow.PreferencePolicy;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Role;
import dev.zoetrope.view.TaskView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /v1/videos/generations}: the create ({@code docs/contract.md}, Create). */
@Path("/v1/videos/generations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.CALLER)
class VideosResource {
    @Inject
    GenerationFlow flow;
    @Inject
    PreferencePolicy preferences;

    @Inject
    BodyReader bodyReader;
    @Inject
    RequestReader reader;
    @Inject
    CurrentCaller caller;
    @Inject
    TaskResponses responses;

    @POST
    public Uni<RestResponse<TaskView>> create(RoutingContext request) {
        ClientAttempt attempt = RetryHeaders.of(request);
        Preference preference = preferences.ofCreate(request.request().headers().getAll(Preference.HEADER));
        Caller owner = caller.of(request);
        return bodyReader.read(request, owner)
                .flatMap(body -> flow.create(owner, reader.read(body, owner), RequestOrigin.of(request), attempt, preference,
                        RetryHeaders.trackAnswer(request)))
                .map(created -> responses.createResponse(created, preference, request));
    }
}
