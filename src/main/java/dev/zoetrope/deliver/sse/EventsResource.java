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
import dev.zoetrope.view.TaskTag;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /v1/tasks/events} and {@code GET /v1/tasks/{id}/events}: tasks as server-sent events. */
@Path("/v1/tasks")
@Produces(MediaType.SERVER_SENT_EVENTS)
@RolesAllowed(Role.CALLER)
class EventsResource {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    /** For clients that cannot set headers. */
    private static final String LAST_EVENT_ID_PARAMETER = "last_event_id";

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
    public Uni<Void> one(@PathParam("id") String id, RoutingContext request) {
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
