package dev.zoetrope.vault;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a file is served as. Only what a browser shows without running it: a page or a script that calls itself a result
 * would otherwise run in the gateway's own origin.
 */
final class FileType {
    private static final String MP4 = "video/mp4";
    static final String UNKNOWN = "application/octet-stream";
    private static final Pattern SHOWN = Pattern.compile("(video|audio|image)/(?!svg)[a-z0-9][a-z0-9.+-]{0,63}");
    private static final Map<String, String> ENDINGS = Map.of(MP4, "mp4", "video/quicktime", "mov", "video/webm", "webm",
            "image/gif", "gif", "image/png", "png", "image/jpeg", "jpg", "image/webp", "webp", "audio/mpeg", "mp3");

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
        return SHOWN.matcher(plain).matches() ? plain : null;
    }

    private static boolean looksLikeMp4(byte[] first) {
        return first.length >= 8 && new String(first, 4, 4, StandardCharsets.US_ASCII).equals("ftyp");
    }

    /** How the name of such a file ends, without the dot. */
    static String ending(String type) {
        return ENDINGS.getOrDefault(type, "bin");
    }
}
