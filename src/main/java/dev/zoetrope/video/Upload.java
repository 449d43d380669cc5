package dev.zoetrope.video;

import java.time.Instant;

/**
 * A file that a caller has uploaded for creates. Its bytes never change.
 *
 * @param sha256 of the bytes, as 64 hexadecimal digits; a caller has one file with these bytes
 * @param size in bytes
 * @param facts what the bytes say
 * @param expiresAt the file is removed after this time, unless a live task needs it
 */
public record Upload(UploadId id, Caller caller, String sha256, long size, Facts facts, Instant createdAt, Instant expiresAt) {

    private static final String REFERENCE = "file:";

    /**
     * What the bytes of a file say about it. What a client declares does not count.
     *
     * @param contentType the media type, for example {@code image/png}; never null
     * @param width in pixels; null: not known, or a sound
     * @param height in pixels; null as the width
     * @param millis duration of a clip or a sound; null: not known, or an image
     */
    public record Facts(String contentType, Integer width, Integer height, Long millis) {
    }

    /**
     * What a stored create says where a URL is expected. It names the bytes and not the id: a retry that uploads them again,
     * under another id, is the same create.
     */
    public String reference() {
        return REFERENCE + sha256;
    }

    /** Whether a value of a stored create names an uploaded file. */
    public static boolean isReference(Object value) {
        return value instanceof String text && text.startsWith(REFERENCE);
    }

    /** The SHA-256 that a {@link #reference} names. */
    public static String sha256(String reference) {
        return reference.substring(REFERENCE.length());
    }
}
