package dev.zoetrope.files;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.zoetrope.model.Media;
import dev.zoetrope.model.Range;
import dev.zoetrope.video.Upload;

/** Checks a file against what a model says about the files of a member, before the create costs money. */
final class MediaFit {
    static final long MEGABYTE = 1L << 20;
    private static final double MILLIS = 1000;
    /** What vendors call the formats of a media type. */
    private static final Map<String, List<String>> NAMES = Map.ofEntries(Map.entry("image/jpeg", List.of("jpeg", "jpg")),
            Map.entry("image/png", List.of("png")), Map.entry("image/webp", List.of("webp")),
            Map.entry("image/bmp", List.of("bmp")), Map.entry("image/gif", List.of("gif")),
            Map.entry("video/mp4", List.of("mp4")), Map.entry("video/quicktime", List.of("mov", "quicktime")),
            Map.entry("video/webm", List.of("webm")), Map.entry("audio/mpeg", List.of("mp3", "mpeg")),
            Map.entry("audio/wav", List.of("wav")), Map.entry("audio/mp4", List.of("m4a", "mp4")),
            Map.entry("audio/ogg", List.of("ogg")));

    private MediaFit() {
    }

    /**
     * What is wrong with a file, as a predicate of the member; null if nothing is known to be wrong.
     *
     * @param size in bytes; null: not known
     */
    static String fault(Media media, Upload.Facts facts, Long size) {
        Media.Kind kind = FileKind.of(facts.contentType());
        if (kind == null && takesOtherFormats(media)) {
            return null;
        }
        if (kind != media.kind()) {
            return "must be " + switch (media.kind()) {
                case IMAGE -> "an image";
                case CLIP -> "a clip";
                case AUDIO -> "a sound";
            } + "; the file is " + facts.contentType();
        }
        if (media.megabytes() != null && size != null && size > media.megabytes() * MEGABYTE) {
            return "must have at most " + media.megabytes() + " MB; the file has " + size + " bytes";
        }
        if (!media.formats().isEmpty() && media.formats().stream().noneMatch(
                format -> NAMES.getOrDefault(facts.contentType(), List.of()).contains(format.toLowerCase(Locale.ROOT)))) {
            return "must be one of " + String.join(", ", media.formats()) + "; the file is " + facts.contentType();
        }
        if (facts.millis() != null && outside(media.seconds(), facts.millis() / MILLIS)) {
            return "must have a length " + media.seconds().words() + " seconds; the file has " + facts.millis() / MILLIS;
        }
        if (facts.width() == null || facts.height() == null || facts.height() == 0) {
            return null;
        }
        if (outside(media.pixels(), Math.min(facts.width(), facts.height()))) {
            return "must have a short side " + media.pixels().words() + " pixels; the file has " + facts.width() + " x "
                    + facts.height();
        }
        return outside(media.ratio(), (double) facts.width() / facts.height())
                ? "must have a ratio of width to height " + media.ratio().words() + "; the file has " + facts.width() + " x "
                        + facts.height()
                : null;
    }

    /** Whether the model takes a format of which the gateway recognises no file. */
    private static boolean takesOtherFormats(Media media) {
        return media.formats().stream().map(format -> format.toLowerCase(Locale.ROOT))
                .anyMatch(format -> NAMES.values().stream().noneMatch(names -> names.contains(format)));
    }

    private static boolean outside(Range range, double value) {
        return range != null && !range.contains(value);
    }
}
