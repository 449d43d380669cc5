package dev.zoetrope.dialect.openai;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.view.ErrorFormat;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Writes failures as OpenAI does. Its clients repeat 408, 409, 429 and 5xx by themselves; a header forbids that where a
 * repetition cannot help or could make a second video.
 */
@Singleton
class VideoErrorFormat implements ErrorFormat {
    static final String SHOULD_RETRY = "x-should-retry";
    private static final String VIDEOS = "/v1/videos";
    private static final String OWN_CREATE = VIDEOS + "/generations";
    private static final String PREFIX = "/openai";
    private static final String PROXY = "/proxy/openai";
    /** The body did not arrive, there is too much to do, or the storage is not available: nothing was made. */
    private static final Set<Integer> REPEATABLE = Set.of(408, 429, 503);
    private static final Map<String, String> TYPES = Map.of("not_found", Failure.INVALID_REQUEST, "conflict",
            Failure.INVALID_REQUEST, Failure.SERVICE_UNAVAILABLE, "server_error");

    /** The JSON of a failure. */
    @RegisterForReflection(registerFullHierarchy = true)
    record Envelope(Body error) {

        /**
         * @param message for people; all faults of a create
         * @param param the first wrong field; null if the failure is not about a field
         * @param code for programs; null if the type is precise enough
         */
        @RegisterForReflection
        @JsonInclude(JsonInclude.Include.ALWAYS)
        record Body(String message, String type, String param, String code) {
        }
    }

    @Override
    public boolean covers(String path) {
        return ErrorFormat.isBelow(PREFIX, path) || ErrorFormat.isBelow(PROXY, path)
                || ErrorFormat.isBelow(VIDEOS, path) && !ErrorFormat.isBelow(OWN_CREATE, path);
    }

    @Override
    public Answer answer(Failure failure, String requestId) {
        int status = failure.status() == 422 ? 400 : failure.status();
        boolean about = !failure.faults().isEmpty();
        String message = about ? failure.faults().stream().map(Fault::message).collect(Collectors.joining("; "))
                : failure.message();
        String type = TYPES.getOrDefault(failure.type(), failure.type());
        String code = failure.code() == null && !type.equals(failure.type()) ? failure.type() : failure.code();
        return new Answer(status, new Envelope(new Envelope.Body(message, type,
                about ? failure.faults().get(0).param() : null, code)),
                REPEATABLE.contains(status) ? Map.of() : Map.of(SHOULD_RETRY, "false"));
    }
}
