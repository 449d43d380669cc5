package dev.zoetrope.video;

/** Classes of ASCII characters. Unlike regular expressions and streams, the checks allocate nothing. */
public final class Ascii {
    private static final int END = 0x80;

    private Ascii() {
    }

    /** Whether all characters of the text are ASCII; true for an empty text. */
    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= END) {
                return false;
            }
        }
        return true;
    }

    /** Whether the character is one of {@code a-z}, {@code A-Z} and {@code 0-9}. */
    public static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
