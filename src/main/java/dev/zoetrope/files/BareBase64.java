package dev.zoetrope.files;

/** A file in base64 without the head of a {@code data:} URL, as some APIs have it. */
public final class BareBase64 {
    /** The first digits of a file. A shorter text may be a word; it could only be a file that is no picture, clip or sound. */
    static final int MIN_LENGTH = 65;
    private static final String HEAD = "data:;base64,";

    private BareBase64() {
    }

    /** Whether a text can only be such a file: no URL and no file id consists of these characters. */
    public static boolean matches(CharSequence text) {
        return text.length() >= MIN_LENGTH && text.chars().allMatch(BareBase64::isDigit);
    }

    private static boolean isDigit(int c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=';
    }

    /** The file as a {@code data:} URL without a media type: the bytes decide what a file is. */
    public static String toDataUrl(String digits) {
        return HEAD + digits;
    }
}
