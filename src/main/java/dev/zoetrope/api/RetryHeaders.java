package dev.zoetrope.api;

import dev.zoetrope.admit.ClientAttempt;
import dev.zoetrope.flow.AnswerTracker;
import dev.zoetrope.observe.AccessNote;
import io.vertx.ext.web.RoutingContext;

/** Reads from the headers and the connection of a create what identifies retries. */
final class RetryHeaders {

    private RetryHeaders() {
    }

    /** @throws dev.zoetrope.video.FailureException 400 if the idempotency key is invalid */
    static ClientAttempt of(RoutingContext request) {
        return ClientAttempt.of(request.request().headers().getAll(ClientAttempt.KEY_HEADER),
                request.request().getHeader(ClientAttempt.RETRY_COUNT_HEADER));
    }

    /**
     * Returns a tracker that records whether the last byte of the answer was sent or the connection was closed before. It
     * adds the task to the access line before the create is sent, so that the line of a hang-up names the task, too.
     */
    static AnswerTracker trackAnswer(RoutingContext request) {
        AnswerTracker reply = new AnswerTracker(task -> AccessNote.task(request, task));
        request.addEndHandler(end -> reply.ended(end.succeeded()));
        return reply;
    }
}
