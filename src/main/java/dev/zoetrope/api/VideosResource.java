package dev.zoetrope.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import dev.zoetrope.admit.ClientAttempt;
import dev.zoetrope.admit.CurrentCaller;
import dev.zoetrope.body.BodyReader;
import dev.zoetrope.flow.GenerationFlow;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.flow.PreferencePolicy;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.validate.WireBody;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Role;
import dev.zoetrope.view.ErrorEnvelope;
import dev.zoetrope.view.TaskView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /v1/videos/generations}: the create ({@code docs/contract.md}, Create). */
@Path("/v1/videos/generations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.CALLER)
@Tag(name = "Videos")
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
    @Operation(operationId = "createVideo", summary = "Create a video", description = "Stores the task, sends it to the vendor once, and responds with the task. The response"
            + " is 200 even if the vendor's response was lost. The task is `failed` with code"
            + " `submission_unknown` then, and another create could be billed a second time.")
    @Parameter(in = ParameterIn.HEADER, name = ClientAttempt.KEY_HEADER, description = "1 to 255 visible ASCII characters. An equal request with the same key"
            + " gets the same task, or the same refusal, with `Idempotency-Replayed: true`", schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 255))
    @Parameter(in = ParameterIn.HEADER, name = Preference.HEADER, description = "RFC 7240. `wait=N`: the response is sent when the task has ended, or with the current state"
            + " after N seconds; `wait` without a number is the maximum. `respond-async`: the response is 202 as soon as the"
            + " task is stored. `Preference-Applied` in the response has the preferences that were applied", schema = @Schema(type = SchemaType.STRING))
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = WireBody.class)))
    @APIResponse(responseCode = "200", description = "The task", content = @Content(schema = @Schema(implementation = TaskView.class), example = ApiExamples.PENDING))
    @APIResponse(responseCode = "202", description = "The stored task, after `Prefer: respond-async`; `Location` is the URL for queries", content = @Content(schema = @Schema(implementation = TaskView.class)))
    @APIResponse(responseCode = "402", description = "The vendor's balance is used up", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(responseCode = "408", description = "The body did not arrive in time: code `body_too_slow`", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(responseCode = "413", description = "The body is longer than `zoetrope.request.max-body`", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(responseCode = "415", description = "The body is not application/json", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(responseCode = "422", description = "A member is invalid; `details` lists all invalid members", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class), example = ApiExamples.INVALID))
    @APIResponse(responseCode = "502", description = "The vendor refuses the gateway's request", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(responseCode = "503", description = "The storage is not available, or the bodies of all open requests are too large together; nothing was sent", content = @Content(schema = @Schema(implementation = ErrorEnvelope.class)))
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
