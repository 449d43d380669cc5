package dev.zoetrope.validate;

/**
 * Whether a text is Unicode: every surrogate has its partner. Broken UTF-8 never gets this far, but an escape such as
 * {@code \ud800} does, and such a text can be written neither to the vendor nor to the ledger.
 */
final class WellFormed {
    /** What to say of a text that is not. */
    static final String PREDICATE = "must be well-formed Unicode, without unpaired surrogates";

    private WellFormed() {
    }

    static boolean isWellFormed(String text) {
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
