package dev.zoetrope.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.zoetrope.video.Upload;

/**
 * An uploaded file as its caller sees it ({@code docs/contract.md}, Files).
 *
 * @param id what a create says where a URL is expected
 * @param object always {@code file}
 * @param bytes size in bytes
 * @param contentType the media type, by the bytes
 * @param sha256 SHA-256 of the bytes in hexadecimal
 * @param width in pixels; absent if unknown, or for a sound
 * @param height in pixels; absent as the width
 * @param seconds duration of a clip or a sound; absent if unknown, or for an image
 * @param createdAt unix seconds
 * @param expiresAt unix seconds; a create that names the file moves it
 * @param url signed URL of the bytes; needs no key
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FileView(String id, String object, long bytes, @JsonProperty("content_type") String contentType, String sha256,
        Integer width, Integer height, Double seconds, @JsonProperty("created_at") long createdAt,
        @JsonProperty("expires_at") long expiresAt, String url) {

    private static final double MILLIS = 1000;

    public static FileView of(Upload upload, String url) {
        Upload.Facts facts = upload.facts();
        return new FileView(upload.id().value(), "file", upload.size(), facts.contentType(), upload.sha256(), facts.width(),
                facts.height(), facts.millis() == null ? null : facts.millis() / MILLIS, upload.createdAt().getEpochSecond(),
                upload.expiresAt().getEpochSecond(), url);
    }

    /**
     * The answer to a delete.
     *
     * @param id the file that is deleted
     * @param object always {@code file}
     * @param deleted always true
     */
    public record Deleted(String id, String object, boolean deleted) {
        public static Deleted of(String id) {
            return new Deleted(id, "file", true);
        }
    }
}
