package dev.zoetrope.model;

/**
 * Checks that a text is well-formed Unicode, which means that all surrogates are paired. The parser of a body refuses
 * malformed UTF-8, but a JSON escape such as {@code \ud800} makes an unpaired surrogate. Such a text can be written neither
 * to the vendor nor to the ledger.
 */
public final class WellFormed {
    /** The message for a malformed text, without its subject. */
    public static final String PREDICATE = "must be well-formed Unicode, without unpaired surrogates";

    private WellFormed() {
    }

    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
