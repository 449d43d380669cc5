package dev.zoetrope.api;

import dev.zoetrope.admit.ClientAttempt;
import dev.zoetrope.flow.AnswerTracker;
import io.vertx.ext.web.RoutingContext;

/** What the headers and the connection of a create say about retries. */
final class RetryHeaders {

    private RetryHeaders() {
    }

    /** @throws dev.zoetrope.video.FailureException 400 if the idempotency key makes no sense */
    static ClientAttempt of(RoutingContext request) {
        return ClientAttempt.of(request.request().headers().getAll(ClientAttempt.KEY_HEADER),
                request.request().getHeader(ClientAttempt.COUNT_HEADER));
    }

    /** Learns whether the last byte of the answer goes out, or the connection goes before. */
    static AnswerTracker reply(RoutingContext request) {
        AnswerTracker reply = new AnswerTracker();
        request.addEndHandler(end -> reply.ended(end.succeeded()));
        return reply;
    }
}
