package dev.zoetrope.validate;

/** A member name chosen by a caller, made fit to be shown: at most 64 characters, none that acts on a terminal. */
final class SafeName {
    static final int MAX_CHARS = 64;
    private static final int REPLACEMENT = 0xFFFD;

    private SafeName() {
    }

    /** Cut to 64 characters, no pair split; control, format and separator characters and lone surrogates replaced. */
    static String of(String name) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < name.length()) {
            int codePoint = name.codePointAt(at);
            at += Character.charCount(codePoint);
            int safe = isShowable(codePoint) ? codePoint : REPLACEMENT;
            if (shown.length() + Character.charCount(safe) > MAX_CHARS) {
                break;
            }
            shown.appendCodePoint(safe);
        }
        return shown.toString();
    }

    private static boolean isShowable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
                false;
            default -> true;
        };
    }
}
