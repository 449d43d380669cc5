package dev.zoetrope.observe;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/**
 * The first filter of each request. It assigns the {@link RequestId} and, after the answer was sent, writes one access line
 * with ids and duration. The line never contains keys, prompts or the query of a URL.
 */
@ApplicationScoped
class AccessLog {
    private static final Logger ACCESS = Logger.getLogger("dev.zoetrope.access");
    /**
     * Priority of the filter: it is the first one, before {@code RequestHeadFilter}, {@code BodyGate} and the handlers of
     * Quarkus.
     */
    private static final int PRIORITY = Integer.MAX_VALUE;
    private static final int MAX_PATH_LENGTH = 96;
    private static final String FIELDS_KEY = AccessLog.class.getName();

    private final Clock clock;

    AccessLog(Clock clock) {
        this.clock = clock;
    }

    void install(@Observes Filters filters) {
        filters.register(this::onRequest, PRIORITY);
    }

    private void onRequest(RoutingContext request) {
        String id = RequestId.adopt(request.request().getHeader(RequestId.HEADER));
        RequestId.attach(request, id);
        request.response().putHeader(RequestId.HEADER, id);
        if (ACCESS.isInfoEnabled()) {
            long start = clock.millis();
            request.addEndHandler(done -> onEnd(request, id, clock.millis() - start, done.succeeded()));
        }
        request.next();
    }

    private static void onEnd(RoutingContext request, String id, long millis, boolean answered) {
        String path = request.request().path();
        String loggedPath = path == null || path.length() <= MAX_PATH_LENGTH ? path : path.substring(0, MAX_PATH_LENGTH) + "~";
        String status = answered ? Integer.toString(request.response().getStatusCode()) : "gone";
        String noted = request.get(FIELDS_KEY);
        ACCESS.info(request.request().method() + " " + loggedPath + " " + status + " " + millis + "ms request=" + id
                + (noted == null ? "" : " " + noted));
    }

    /** Adds a field such as {@code caller=…} to the access line of the request. */
    static void addField(RoutingContext request, String value) {
        String before = request.get(FIELDS_KEY);
        request.put(FIELDS_KEY, before == null ? value : before + " " + value);
    }
}
