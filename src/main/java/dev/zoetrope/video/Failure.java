package dev.zoetrope.video;

import java.time.Duration;
import java.util.List;

/**
 * The one failure vocabulary: everything a caller can be told instead of an answer, as the error table of
 * {@code contract.md} lists it. A failure knows its HTTP status and when to come back; nothing else decides those.
 *
 * @param status HTTP status
 * @param type the envelope's {@code type}; never null
 * @param code the envelope's {@code code}; null when the type says enough
 * @param message for a person; no exception text, class name, vendor body or key; never null
 * @param faults each wrong member; the first one is the envelope's {@code param}; never null
 * @param retryAfter when a new try makes sense; null when it does not or nobody knows
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

    /** 4xx of the request as such: not JSON, bad header, wrong method or type. */
    public static Failure malformed(int status, String code, String message) {
        return of(status, INVALID_REQUEST, code, message);
    }

    /** 422: members are wrong, every one of them listed. */
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

    /** 404; also for another caller's task, which this caller cannot tell from none. */
    public static Failure notFound(String message) {
        return of(404, "not_found", null, message);
    }

    public static Failure conflict(String code, String message) {
        return of(409, "conflict", code, message);
    }

    /** 429: this caller has too much of something; come back later. */
    public static Failure tooMany(String code, String message, Duration retryAfter) {
        return new Failure(429, "rate_limit_error", code, message, List.of(), retryAfter);
    }

    public static Failure internal() {
        return of(500, "server_error", null, "Something went wrong on our side.");
    }

    /** The vendor's own refusal, in its words; a type it did not give follows from the status. */
    public static Failure refused(int status, String type, String code, String message) {
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

    /** 502: the vendor cannot be used, by a fault that is not the caller's. */
    public static Failure badUpstream(String code, String message) {
        return of(502, SERVICE_UNAVAILABLE, code, message);
    }

    /** 503: come back later. */
    public static Failure unavailable(String code, String message, Duration retryAfter) {
        return new Failure(503, SERVICE_UNAVAILABLE, code, message, List.of(), retryAfter);
    }

    /** The failure as an exception, for the way out of a reactive pipeline. */
    public FailureException exception() {
        return new FailureException(this);
    }
}
