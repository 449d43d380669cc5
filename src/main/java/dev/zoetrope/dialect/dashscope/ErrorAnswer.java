package dev.zoetrope.dialect.dashscope;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The JSON of an error. It is registered for reflection, because no resource method returns it.
 *
 * @param code the word of this API for the error
 * @param message text for people
 * @param requestId the {@code X-Request-Id} of the response
 */
@RegisterForReflection
record ErrorAnswer(String code, String message, @JsonProperty("request_id") String requestId) {
}
