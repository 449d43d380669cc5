package dev.zoetrope.dialect.xai;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The JSON of the answer to a create.
 *
 * @param requestId the id of the task
 */
record CreateAnswer(@JsonProperty("request_id") String requestId) {
}
