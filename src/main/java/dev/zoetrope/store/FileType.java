package dev.zoetrope.store;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Detects the media type of a file from its first bytes. The {@code Content-Type} of a file server does not count, because
 * it may name a video where the body is an error page. Only the types listed here are served inline, because a browser
 * shows them without running code from them. Every other file is an attachment.
 */
public final class FileType {
    /** Bytes from the beginning of a file that {@link #detect} needs; all bytes of a shorter file. */
    public static final int DETECTION_BYTES = 512;
    public static final String UNKNOWN = "application/octet-stream";

    private static final String MP4 = "video/mp4";
    private static final String QUICKTIME = "video/quicktime";
    /** The types that are served inline, with their file name extensions. */
    private static final Map<String, String> INLINE_TYPES = Map.ofEntries(Map.entry(MP4, "mp4"),
            Map.entry(QUICKTIME, "mov"), Map.entry("video/webm", "webm"), Map.entry("image/gif", "gif"),
            Map.entry("image/png", "png"), Map.entry("image/jpeg", "jpg"), Map.entry("image/webp", "webp"),
            Map.entry("image/avif", "avif"), Map.entry("audio/mpeg", "mp3"), Map.entry("audio/mp4", "m4a"),
            Map.entry("audio/wav", "wav"), Map.entry("audio/ogg", "ogg"));
    /** Types with a fixed beginning, as hexadecimal digits. */
    private static final Map<String, String> MAGIC = Map.of("474946383761", "image/gif", "474946383961", "image/gif",
            "89504e470d0a1a0a", "image/png", "ffd8ff", "image/jpeg", "4f676753", "audio/ogg", "494433", "audio/mpeg");
    /** First box of a QuickTime file without {@code ftyp} (QuickTime File Format, "Atoms"). */
    private static final Set<String> QUICKTIME_BOXES = Set.of("moov", "mdat", "free", "skip", "wide");
    /**
     * Brands of an {@code ftyp} box (ISO/IEC 14496-12) that do not mean MP4 video. {@link #UNKNOWN} for types that are not
     * served inline.
     */
    private static final Map<String, String> BRANDS = Map.of("qt  ", QUICKTIME, "avif", "image/avif", "avis", "image/avif",
            "M4A ", "audio/mp4", "M4B ", "audio/mp4", "heic", UNKNOWN, "heix", UNKNOWN, "mif1", UNKNOWN, "msf1", UNKNOWN);

    private FileType() {
    }

    /**
     * @param first the first {@link #DETECTION_BYTES} bytes
     * @return the media type; {@link #UNKNOWN} if the bytes are of no type that is served inline
     */
    public static String detect(byte[] first) {
        String hex = HexFormat.of().formatHex(first, 0, Math.min(first.length, 8));
        return MAGIC.entrySet().stream().filter(magic -> hex.startsWith(magic.getKey())).map(Map.Entry::getValue)
                .findFirst().orElseGet(() -> container(first));
    }

    private static String container(byte[] first) {
        String box = ascii(first, 4, 8);
        if (box.equals("ftyp")) {
            return BRANDS.getOrDefault(ascii(first, 8, 12), MP4);
        }
        if (QUICKTIME_BOXES.contains(box)) {
            return QUICKTIME;
        }
        if (ascii(first, 0, 4).equals("RIFF")) {
            String form = ascii(first, 8, 12);
            return form.equals("WAVE") ? "audio/wav" : form.equals("WEBP") ? "image/webp" : UNKNOWN;
        }
        boolean ebml = first.length > 4 && first[0] == 0x1a && first[1] == 0x45 && first[2] == (byte) 0xdf
                && first[3] == (byte) 0xa3;
        if (ebml) {
            return ascii(first, 4, 64).contains("webm") ? "video/webm" : UNKNOWN;
        }
        return isMpegAudio(first) ? "audio/mpeg" : UNKNOWN;
    }

    /** An MPEG audio frame of layer III (ISO/IEC 11172-3): 11 bits set, a known version, layer 01, a valid bit rate. */
    private static boolean isMpegAudio(byte[] first) {
        return first.length > 3 && first[0] == (byte) 0xff && (first[1] & 0xe6) == 0xe2 && (first[1] & 0x18) != 0x08
                && (first[2] & 0xf0) != 0xf0;
    }

    private static String ascii(byte[] bytes, int from, int to) {
        int end = Math.min(to, bytes.length);
        return from >= end ? "" : new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }

    /**
     * Whether the bytes are text, for example an error page. Video, images and audio are binary.
     *
     * @param first the first {@link #DETECTION_BYTES} bytes of a file whose type {@link #detect} does not know
     */
    public static boolean isText(byte[] first) {
        return isPlain(first, 0, 1) || hasUtf16Mark(first) || isUtf16(first, 0) || isUtf16(first, 1);
    }

    private static boolean hasUtf16Mark(byte[] first) {
        int mark = first.length < 2 ? 0 : (first[0] & 0xff) << 8 | first[1] & 0xff;
        return mark == 0xfeff || mark == 0xfffe;
    }

    /** Whether this is ASCII text in UTF-16 without a byte order mark: every other byte is 0. */
    private static boolean isUtf16(byte[] first, int zeros) {
        for (int i = zeros; i < first.length; i += 2) {
            if (first[i] != 0) {
                return false;
            }
        }
        return first.length > 3 && isPlain(first, 1 - zeros, 2);
    }

    /** Whether there is no control character other than white space. This holds for text in UTF-8 and in older charsets. */
    private static boolean isPlain(byte[] bytes, int from, int step) {
        for (int i = from; i < bytes.length; i += step) {
            int one = bytes[i] & 0xff;
            if (one < ' ' && !Character.isWhitespace(one) || one == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** A {@code Content-Type} without its parameters; {@link #UNKNOWN} for null and for types that are not served inline. */
    public static String ofContentType(String type) {
        String plain = type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return INLINE_TYPES.containsKey(plain) ? plain : UNKNOWN;
    }

    /** Whether files of this type are served inline. */
    public static boolean isInline(String type) {
        return INLINE_TYPES.containsKey(type);
    }

    /** The file name extension of a type, without the dot; {@code bin} for a type that is not served inline. */
    public static String extension(String type) {
        return INLINE_TYPES.getOrDefault(type, "bin");
    }
}
