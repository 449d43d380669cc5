package dev.zoetrope.video;

/** Checks a vendor's id of a task. The id gets into a column of the ledger, a URL path and logs. */
public final class VendorId {
    /** Maximum length in characters. Observed ids of vendors have 20 to 40. */
    public static final int MAX_LENGTH = 256;

    private VendorId() {
    }

    /**
     * Whether the text has 1 to 256 characters, all of them printable, none for private use, and not all blank. False for null.
     */
    public static boolean isValid(String text) {
        if (text == null || text.length() > MAX_LENGTH || text.isBlank()) {
            return false;
        }
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (!Printable.isPrintable(c) || Character.getType(c) == Character.PRIVATE_USE) {
                return false;
            }
            at += Character.charCount(c);
        }
        return true;
    }
}
