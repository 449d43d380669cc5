package dev.zoetrope.sandbox.http.dashscope;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.zoetrope.video.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The JSON of an error.
 *
 * @param code the vendor's word for the error
 * @param message text for people
 * @param requestId the {@code X-Request-Id} of the response
 */
@RegisterForReflection
record ErrorAnswer(String code, String message, @JsonProperty("request_id") String requestId) {

    private static final int BAD_REQUEST = 400;

    static ErrorAnswer of(Failure failure, String requestId) {
        return new ErrorAnswer(code(failure.status()), failure.message(), requestId);
    }

    /** The status that this vendor answers for a failure: it has neither 402 nor a status of its own for faults of a body. */
    static int status(Failure failure) {
        return failure.status() == 402 || !failure.faults().isEmpty() ? BAD_REQUEST : failure.status();
    }

    private static String code(int status) {
        switch (status) {
            case 401:
                return "InvalidApiKey";
            case 402:
                return "Arrearage";
            case 403:
                return "AccessDenied";
            case 404:
                return "ModelNotFound";
            case 429:
                return "Throttling";
            default:
                return status >= 500 ? "InternalError" : "InvalidParameter";
        }
    }
}
