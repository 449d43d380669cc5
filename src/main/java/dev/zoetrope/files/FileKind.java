package dev.zoetrope.files;

import java.util.Map;

import dev.zoetrope.model.Media;
import dev.zoetrope.store.FileType;

/** The kinds of files that a create can have, by their media types. */
final class FileKind {
    private static final Map<String, Media.Kind> KINDS = Map.ofEntries(Map.entry("image/png", Media.Kind.IMAGE),
            Map.entry("image/jpeg", Media.Kind.IMAGE), Map.entry("image/webp", Media.Kind.IMAGE),
            Map.entry("image/gif", Media.Kind.IMAGE), Map.entry("image/bmp", Media.Kind.IMAGE),
            Map.entry("video/mp4", Media.Kind.CLIP), Map.entry("video/quicktime", Media.Kind.CLIP),
            Map.entry("video/webm", Media.Kind.CLIP), Map.entry("audio/mpeg", Media.Kind.AUDIO),
            Map.entry("audio/wav", Media.Kind.AUDIO), Map.entry("audio/mp4", Media.Kind.AUDIO),
            Map.entry("audio/ogg", Media.Kind.AUDIO));

    private FileKind() {
    }

    /** The kind of a file of this media type; null if a create cannot have such a file. */
    static Media.Kind of(String contentType) {
        return KINDS.get(contentType);
    }

    /** The media type by the first bytes of a file; {@link FileType#UNKNOWN} for others. */
    static String detect(byte[] first) {
        boolean bitmap = first.length > 14 && first[0] == 'B' && first[1] == 'M' && first[6] == 0 && first[7] == 0
                && first[8] == 0 && first[9] == 0;
        return bitmap ? "image/bmp" : FileType.detect(first);
    }
}
