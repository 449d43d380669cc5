package dev.zoetrope.dialect.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The JSON of a video. Members without a value are null, as clients expect them.
 *
 * @param object always {@code video}
 * @param model as the create named it
 * @param status {@code queued}, {@code in_progress}, {@code completed} or {@code failed}
 * @param progress 0..100
 * @param createdAt unix seconds
 * @param completedAt unix seconds; null unless completed
 * @param expiresAt when {@code url} expires, in unix seconds; null unless completed. A later query returns a new URL
 * @param prompt null if the create has none
 * @param seconds length of the video, as a text; null if the model decides it
 * @param size width and height in pixels, for example {@code 1280x720}; null if it follows the picture
 * @param error null unless failed: clients take any other value as a failure
 * @param remixedFromVideoId always null
 * @param url a signed URL of the file, which needs no key. An extension; null unless completed
 */
@RegisterForReflection(registerFullHierarchy = true)
@JsonInclude(JsonInclude.Include.ALWAYS)
record VideoView(String id, String object, String model, String status, int progress,
        @JsonProperty("created_at") long createdAt, @JsonProperty("completed_at") Long completedAt,
        @JsonProperty("expires_at") Long expiresAt, String prompt, String seconds, String size, Problem error,
        @JsonProperty("remixed_from_video_id") String remixedFromVideoId, String url) {

    /** Why the video failed. */
    @RegisterForReflection
    record Problem(String code, String message) {
    }

    /** Number of characters in the members that may be long. */
    long variableLength() {
        return length(prompt) + length(url) + (error == null ? 0 : error.message().length());
    }

    private static long length(String text) {
        return text == null ? 0 : text.length();
    }
}
