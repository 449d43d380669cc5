package dev.zoetrope.vault;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * What a file is served as. Only what a browser shows without running it is shown: a page or a script that calls itself a
 * result would otherwise run in the gateway's own origin. Everything else is to be saved.
 */
final class FileType {
    private static final String MP4 = "video/mp4";
    static final String UNKNOWN = "application/octet-stream";
    /** The types that are shown, and how the names of such files end. */
    private static final Map<String, String> SHOWN = Map.ofEntries(Map.entry(MP4, "mp4"),
            Map.entry("video/quicktime", "mov"), Map.entry("video/webm", "webm"), Map.entry("image/gif", "gif"),
            Map.entry("image/png", "png"), Map.entry("image/jpeg", "jpg"), Map.entry("image/webp", "webp"),
            Map.entry("image/avif", "avif"), Map.entry("audio/mpeg", "mp3"), Map.entry("audio/mp4", "m4a"),
            Map.entry("audio/wav", "wav"), Map.entry("audio/ogg", "ogg"));

    private FileType() {
    }

    /**
     * The vendor's word in the task, else its file server's, else what the bytes look like.
     *
     * @param told by the vendor with the result; null for nothing
     * @param served with the file; null for nothing
     * @param first the first bytes
     */
    static String of(String told, String served, byte[] first) {
        String type = shown(told) == null ? shown(served) : shown(told);
        return type != null ? type : looksLikeMp4(first) ? MP4 : UNKNOWN;
    }

    /** The type alone, without parameters; null where it is none to be trusted. */
    private static String shown(String type) {
        String plain = type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return SHOWN.containsKey(plain) ? plain : null;
    }

    private static boolean looksLikeMp4(byte[] first) {
        return first.length >= 8 && new String(first, 4, 4, StandardCharsets.US_ASCII).equals("ftyp");
    }

    /** Whether a browser may show it where it is. */
    static boolean isShown(String type) {
        return SHOWN.containsKey(type);
    }

    /** How the name of such a file ends, without the dot. */
    static String ending(String type) {
        return SHOWN.getOrDefault(type, "bin");
    }
}
