package dev.zoetrope.view;

import java.util.Map;

import dev.zoetrope.video.Failure;

/** How failures are written in an API other than the gateway's own. Each implementation is a CDI bean. Thread-safe. */
public interface ErrorFormat {

    /**
     * Whether this API has the path. Prefixes of different APIs do not overlap.
     *
     * @param path the normalized path of a request; never null
     */
    boolean covers(String path);

    /** Whether a path is this prefix or continues it after a slash. */
    static boolean isBelow(String prefix, String path) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    /**
     * Writes a failure.
     *
     * @param requestId the {@code X-Request-Id} of the response
     */
    Answer answer(Failure failure, String requestId);

    /**
     * A response.
     *
     * @param status the HTTP status
     * @param body is serialized to JSON
     * @param headers further headers; {@code Retry-After} and {@code WWW-Authenticate} are set for all APIs
     */
    record Answer(int status, Object body, Map<String, String> headers) {
    }
}
