package dev.zoetrope.observe;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/**
 * The first and last thing a request meets: it gets its {@link RequestId}, and when its answer has gone out, one access
 * line with ids and duration. Never keys, prompts or URLs with their query.
 */
@ApplicationScoped
class AccessLog {
    private static final Logger ACCESS = Logger.getLogger("dev.zoetrope.access");
    /** Before everything else Quarkus puts on the router, the body limit included. */
    private static final int FIRST = Integer.MAX_VALUE;
    private static final int PATH_SHOWN = 96;
    private static final String NOTED = AccessLog.class.getName();

    private final Clock clock;

    AccessLog(Clock clock) {
        this.clock = clock;
    }

    void install(@Observes Filters filters) {
        filters.register(this::enter, FIRST);
    }

    private void enter(RoutingContext request) {
        String id = RequestId.adopt(request.request().getHeader(RequestId.HEADER));
        RequestId.attach(request, id);
        request.response().putHeader(RequestId.HEADER, id);
        if (ACCESS.isInfoEnabled()) {
            long start = clock.millis();
            request.addEndHandler(done -> leave(request, id, clock.millis() - start, done.succeeded()));
        }
        request.next();
    }

    private static void leave(RoutingContext request, String id, long millis, boolean answered) {
        String path = request.request().path();
        String shown = path == null || path.length() <= PATH_SHOWN ? path : path.substring(0, PATH_SHOWN) + "~";
        String status = answered ? Integer.toString(request.response().getStatusCode()) : "gone";
        String noted = request.get(NOTED);
        ACCESS.info(request.request().method() + " " + shown + " " + status + " " + millis + "ms request=" + id
                + (noted == null ? "" : " " + noted));
    }

    /** Adds a word such as {@code caller=… task=…} to the access line of a request. */
    static void note(RoutingContext request, String word) {
        String before = request.get(NOTED);
        request.put(NOTED, before == null ? word : before + " " + word);
    }
}
