package dev.zoetrope.upstream.openai;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The outcome of a delete. A vendor ends the work only of a video that is {@code queued}; SGLang deletes the record and
 * renders on.
 */
enum DeleteOutcome {
    /** The vendor says that it has deleted the video. */
    DELETED,
    /** The vendor has no such video, or has it no longer. */
    UNKNOWN_TASK,
    /** The vendor refuses the delete. */
    REFUSED,
    /** Nothing is known; the delete may be sent again. */
    NO_ANSWER;

    /** @param body a missing node if it is no JSON */
    static DeleteOutcome of(int status, JsonNode body) {
        if (status >= 200 && status < 300) {
            boolean deleted = body.path("deleted").asBoolean(false) || body.path("status").asText("").equals("deleted");
            return deleted ? DELETED : NO_ANSWER;
        }
        switch (status) {
            case 404:
                return UNKNOWN_TASK;
            case 400, 401, 403, 405, 409, 422:
                return REFUSED;
            default:
                return NO_ANSWER;
        }
    }
}
