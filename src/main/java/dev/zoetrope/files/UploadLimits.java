package dev.zoetrope.files;

import java.time.Duration;

import dev.zoetrope.body.BodyPace;
import dev.zoetrope.model.Media;

/**
 * Limits of uploads that nobody needs to set.
 *
 * @param imageBytes maximum size of an image
 * @param clipBytes maximum size of a clip
 * @param audioBytes maximum size of a sound
 * @param perCaller uploads of one caller at the same time
 * @param all uploads at the same time
 * @param pace how fast the bytes must arrive
 */
public record UploadLimits(long imageBytes, long clipBytes, long audioBytes, int perCaller, int all, BodyPace pace) {

    private static final long MEGABYTE = 1L << 20;
    /** Maximum length of the body of a create, in bytes; without its {@code data:} URLs, it has the limit of other bodies. */
    public static final long CREATE_BYTES = 32 * MEGABYTE;
    public static final UploadLimits DEFAULT = new UploadLimits(20 * MEGABYTE, 100 * MEGABYTE, 15 * MEGABYTE, 4, 32,
            new BodyPace(Duration.ofSeconds(30), 30 * 16 * 1024, Duration.ofMinutes(30)));

    /** Maximum size of a file of this kind, in bytes. */
    long bytes(Media.Kind kind) {
        return switch (kind) {
            case IMAGE -> imageBytes;
            case CLIP -> clipBytes;
            case AUDIO -> audioBytes;
        };
    }

    /** Maximum length of the body of an upload, in bytes: the largest file, and what a form adds. */
    public long bodyBytes() {
        return Math.max(clipBytes, Math.max(imageBytes, audioBytes)) + MEGABYTE / 16;
    }
}
