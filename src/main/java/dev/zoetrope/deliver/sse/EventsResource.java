package dev.zoetrope.deliver.sse;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.zoetrope.admit.CurrentCaller;
import dev.zoetrope.deliver.TaskPresenter;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.ledger.TaskLookup;
import dev.zoetrope.observe.AccessNote;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Role;
import dev.zoetrope.video.Task;
import dev.zoetrope.view.ErrorEnvelope;
import dev.zoetrope.view.TaskTag;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /v1/tasks/events} and {@code GET /v1/tasks/{id}/events}: tasks as server-sent events. */
@Path("/v1/tasks")
@Produces(MediaType.SERVER_SENT_EVENTS)
@RolesAllowed(Role.CALLER)
@Tag(name = "Tasks")
class EventsResource {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    /** For clients that cannot set headers. */
    private static final String LAST_EVENT_ID_PARAMETER = "last_event_id";
    private static final String EXAMPLE = """
            retry: 2000

            event: task
            id: mb3k2x1q.9f8e7d6c5b4a3210
            data: {"created":1757165031,"id":"task-unified-1757165031-uyujaw3d","status":"processing","progress":40}

            """;

    @Inject
    EventStreams streams;

    @Inject
    Ledger ledger;

    @Inject
    TaskPresenter presenter;

    @Inject
    Clock clock;

    @Inject
    CurrentCaller callers;

    @GET
    @Path("/events")
    @Operation(operationId = "listenToTasks", summary = "The changes of all tasks of the caller", description = "Server-sent events: first each task that has not ended, then every change of the task object. With `Last-Event-ID`"
            + " also the tasks that have ended since that event. Intermediate states may be skipped, and a state may come"
            + " twice.")
    @Parameter(in = ParameterIn.HEADER, name = LAST_EVENT_ID, description = "The `id` of the last event received; an invalid value is ignored", schema = @Schema(type = SchemaType.STRING))
    @Parameter(in = ParameterIn.QUERY, name = LAST_EVENT_ID_PARAMETER, description = "The same, for clients that cannot set the header", schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "Events named `task` whose data is the task object", content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING), example = EXAMPLE))
    @APIResponse(responseCode = "409", description = "Code `not_available`: this gateway runs on demand only", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(responseCode = "429", description = "The caller has too many streams open", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(responseCode = "503", description = "Too many streams are open", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<Void> all(RoutingContext request) {
        if (HttpMethod.HEAD.equals(request.request().method())) {
            return Uni.createFrom().voidItem();
        }
        return streams.open(callers.of(request), null,
                lastSeen(request).map(EventCursor::time).map(this::notAfterNow).orElse(null),
                request);
    }

    @GET
    @Path("/{id}/events")
    @Operation(operationId = "listenToTask", summary = "The changes of one task", description = "Server-sent events: the task in its current state, then every change of the task object. The stream ends after the last state.")
    @Parameter(in = ParameterIn.HEADER, name = LAST_EVENT_ID, description = "The `id` of the last event received; an invalid value is ignored", schema = @Schema(type = SchemaType.STRING))
    @Parameter(in = ParameterIn.QUERY, name = LAST_EVENT_ID_PARAMETER, description = "The same, for clients that cannot set the header", schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "Events named `task` whose data is the task object", content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING), example = EXAMPLE))
    @APIResponse(responseCode = "204", description = "`Last-Event-ID` names the last state of the task; there are no further events")
    @APIResponse(responseCode = "404", description = "The caller has no such task", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(responseCode = "409", description = "Code `not_available`: this gateway runs on demand only", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(responseCode = "429", description = "The caller has too many streams open", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ErrorEnvelope.class)))
    @APIResponse(responseCode = "503", description = "Too many streams are open", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ErrorEnvelope.class)))
    public Uni<Void> one(@PathParam("id") @Parameter(example = "task-unified-1757165031-uyujaw3d") String id,
            RoutingContext request) {
        Caller caller = callers.of(request);
        return TaskLookup.find(ledger, caller, id).onFailure(LedgerException.class).transform(LedgerFailures::toException)
                .flatMap(task -> {
                    AccessNote.task(request, task.id());
                    return HttpMethod.HEAD.equals(request.request().method()) || hasSeenLastState(task, request)
                            ? Uni.createFrom().voidItem()
                            : streams.open(caller, task.id(), null, request);
                });
    }

    private boolean hasSeenLastState(Task task, RoutingContext request) {
        return task.state().ended() && lastSeen(request).map(EventCursor::tag)
                .filter(tag -> tag == TaskTag.of(presenter.view(task))).isPresent();
    }

    private static Optional<EventCursor> lastSeen(RoutingContext request) {
        String header = request.request().getHeader(LAST_EVENT_ID);
        return EventCursor.parse(header == null ? request.request().getParam(LAST_EVENT_ID_PARAMETER) : header);
    }

    /** Limits the time of a cursor to now: it is later if the clock of another replica is ahead or the cursor is forged. */
    private Instant notAfterNow(Instant time) {
        Instant now = clock.instant();
        return time.isAfter(now) ? now : time;
    }
}
