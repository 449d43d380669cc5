package dev.zoetrope.video;

/** Which characters a message, a log line or a URL of the gateway may show. */
public final class Printable {
    private Printable() {
    }

    /** False for control, format, unassigned, line separator and paragraph separator characters and unpaired surrogates. */
    public static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
                false;
            default -> true;
        };
    }
}
