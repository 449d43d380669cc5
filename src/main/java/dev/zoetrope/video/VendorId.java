package dev.zoetrope.video;

/** Checks a vendor's id of a task. The id gets into a column of the ledger, a URL path and logs. */
public final class VendorId {
    /** Maximum length in characters. Observed ids of vendors have 20 to 40. */
    public static final int MAX_LENGTH = 256;

    private VendorId() {
    }

    /** Whether the text has 1 to 256 characters, all of them printable and not all blank. False for null. */
    public static boolean isValid(String text) {
        return text != null && text.length() <= MAX_LENGTH && !text.isBlank()
                && text.codePoints().allMatch(VendorId::isPrintable);
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED, Character.PRIVATE_USE ->
                false;
            default -> true;
        };
    }
}
