package dev.zoetrope.api;

import dev.zoetrope.admit.Attempt;
import dev.zoetrope.flow.Reply;
import io.vertx.ext.web.RoutingContext;

/** What the headers and the connection of a create say about retries. */
final class Attempts {

    private Attempts() {
    }

    /** @throws dev.zoetrope.video.FailureException 400 if the idempotency key makes no sense */
    static Attempt of(RoutingContext request) {
        return Attempt.of(request.request().headers().getAll(Attempt.KEY_HEADER),
                request.request().getHeader(Attempt.COUNT_HEADER));
    }

    /** Learns whether the last byte of the answer goes out, or the connection goes before. */
    static Reply reply(RoutingContext request) {
        Reply reply = new Reply();
        request.addEndHandler(end -> reply.ended(end.succeeded()));
        return reply;
    }
}
