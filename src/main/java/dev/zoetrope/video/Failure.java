package dev.zoetrope.video;

import java.time.Duration;
import java.util.List;

/**
 * A failure as the caller sees it: the content of an error response ({@code docs/contract.md}, Errors). The HTTP status and
 * {@code Retry-After} of an error response come only from here.
 *
 * @param status HTTP status, 4xx or 5xx
 * @param type {@code type} of the error object; never null
 * @param code {@code code} of the error object; null if the type is sufficient
 * @param message for people; contains no exception text, class name, vendor body or key; never null
 * @param faults one for each wrong member; the first one is {@code param} of the error object; may be empty, never null
 * @param retryAfter time after which the caller may try again; null if a new try is useless or the time is not known
 */
public record Failure(int status, String type, String code, String message, List<Fault> faults, Duration retryAfter) {

    public static final String INVALID_REQUEST = "invalid_request_error";
    public static final String SERVICE_UNAVAILABLE = "service_unavailable_error";

    public Failure {
        faults = List.copyOf(faults);
    }

    private static Failure of(int status, String type, String code, String message) {
        return new Failure(status, type, code, message, List.of(), null);
    }

    /** 4xx for a malformed request: not JSON, bad header, wrong method or media type. */
    public static Failure malformed(int status, String code, String message) {
        return of(status, INVALID_REQUEST, code, message);
    }

    /**
     * 422: members of the request are wrong.
     *
     * @param faults all of them, at least one; the first one gives the code and the message
     */
    public static Failure invalid(List<Fault> faults) {
        Fault first = faults.get(0);
        return new Failure(422, INVALID_REQUEST, first.code(), first.message(), faults, null);
    }

    public static Failure unauthenticated(String message) {
        return of(401, "authentication_error", "invalid_api_key", message);
    }

    public static Failure forbidden(String message) {
        return of(403, "permission_error", null, message);
    }

    /** 404; also for the task of another caller, so that a caller cannot find out whether such a task exists. */
    public static Failure notFound(String message) {
        return of(404, "not_found", null, message);
    }

    public static Failure conflict(String code, String message) {
        return of(409, "conflict", code, message);
    }

    /** 429: the caller has reached a limit and may try again later. */
    public static Failure tooManyRequests(String code, String message, Duration retryAfter) {
        return new Failure(429, "rate_limit_error", code, message, List.of(), retryAfter);
    }

    public static Failure internal() {
        return of(500, "server_error", null, "Internal error of the gateway.");
    }

    /**
     * The vendor's refusal, with the vendor's own status, code and message.
     *
     * @param type null if the vendor gave none; then the type follows from the status
     */
    public static Failure refusedByVendor(int status, String type, String code, String message) {
        return of(status, type == null ? typeOf(status) : type, code, message);
    }

    private static String typeOf(int status) {
        switch (status) {
            case 402:
                return "insufficient_quota";
            case 404:
                return "not_found";
            default:
                return INVALID_REQUEST;
        }
    }

    /** 502: the vendor cannot be used, and the caller is not the cause. */
    public static Failure badGateway(String code, String message) {
        return of(502, SERVICE_UNAVAILABLE, code, message);
    }

    /** 503: the gateway cannot serve the request now; the caller may try again later. */
    public static Failure unavailable(String code, String message, Duration retryAfter) {
        return new Failure(503, SERVICE_UNAVAILABLE, code, message, List.of(), retryAfter);
    }

    /** The failure as an exception, for reactive pipelines. */
    public FailureException exception() {
        return new FailureException(this);
    }
}
