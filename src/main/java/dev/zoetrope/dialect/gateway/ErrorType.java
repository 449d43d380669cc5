package dev.zoetrope.dialect.gateway;

import dev.zoetrope.model.FaultCode;
import dev.zoetrope.video.Failure;

/** The words of this protocol for errors. The client makes an error of its own class from each. */
final class ErrorType {
    /** No vendor makes the video, and a repeated create would not change this. */
    static final String FAILED_DEPENDENCY = "failed_dependency";
    /** The gateway cannot serve the request. */
    static final String INTERNAL = "internal_server_error";
    /** The status of a failed task where the protocol needs one: the client does not repeat it. */
    static final int FAILED_TASK_STATUS = 424;
    private static final int SERVER_ERROR = 500;

    private ErrorType() {
    }

    static String of(Failure failure) {
        if (isModelNotFound(failure)) {
            return "model_not_found";
        }
        return switch (failure.status()) {
            case 401 -> "authentication_error";
            case 402 -> FAILED_DEPENDENCY;
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 429 -> "rate_limit_exceeded";
            default -> failure.status() >= SERVER_ERROR ? INTERNAL : "invalid_request_error";
        };
    }

    /** The client repeats 408, 409, 429 and 5xx; a 409 of the gateway is none that a repeat can change. */
    static int statusOf(Failure failure) {
        if (isModelNotFound(failure)) {
            return 404;
        }
        return failure.status() == 409 || failure.status() == 422 ? 400 : failure.status();
    }

    private static boolean isModelNotFound(Failure failure) {
        return FaultCode.MODEL_NOT_FOUND.equals(failure.code());
    }
}
