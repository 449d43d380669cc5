package dev.zoetrope.video;

/** What may be a vendor's id of a task: it is written to a column, put into a path and shown in logs. */
public final class VendorId {
    /** The most characters it may have; vendors' ids were seen with 20 to 40. */
    public static final int LONGEST = 256;

    private VendorId() {
    }

    /** Whether this text is 1 to 256 printable characters, not all of them blank. Null is none. */
    public static boolean isPlausible(String text) {
        return text != null && text.length() <= LONGEST && !text.isBlank()
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
