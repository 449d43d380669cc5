package dev.zoetrope.validate;

import dev.zoetrope.video.Printable;

/** Makes a member name chosen by a caller safe to show: at most 64 characters, none of them a control character. */
public final class SafeName {
    static final int MAX_CHARS = 64;
    private static final int REPLACEMENT = 0xFFFD;

    private SafeName() {
    }

    /**
     * The name, cut to 64 chars without splitting a surrogate pair. U+FFFD replaces what is not {@link Printable}.
     */
    public static String of(String name) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        while (at < name.length()) {
            int codePoint = name.codePointAt(at);
            at += Character.charCount(codePoint);
            int safe = Printable.isPrintable(codePoint) ? codePoint : REPLACEMENT;
            if (result.length() + Character.charCount(safe) > MAX_CHARS) {
                break;
            }
            result.appendCodePoint(safe);
        }
        return result.toString();
    }
}
