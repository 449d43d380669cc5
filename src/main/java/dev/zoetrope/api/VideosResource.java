package dev.zoetrope.api;

import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestResponse;

import dev.zoetrope.files.CreateBodies;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.flow.PreferencePolicy;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.video.Role;
import dev.zoetrope.view.TaskView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /v1/videos/generations}: the create ({@code docs/contract.md}, Create). */
@Path(VideosResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.CALLER)
class VideosResource {
    static final String PATH = "/v1/videos/generations";

    @Inject
    CreateReceiver creates;
    @Inject
    PreferencePolicy preferences;

    @Inject
    CreateBodies bodies;
    @Inject
    RequestReader reader;
    @Inject
    TaskResponses responses;

    @POST
    public Uni<RestResponse<TaskView>> create(RoutingContext request) {
        Preference preference = preferences.ofCreate(request.request().headers().getAll(Preference.HEADER));
        return creates.receive(request, preference,
                owner -> bodies.read(request, owner, Set.of(), Set.of()).map(body -> reader.read(body, owner)))
                .map(created -> responses.createResponse(created, preference, request));
    }
}
