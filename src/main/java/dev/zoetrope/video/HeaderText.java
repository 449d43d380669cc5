package dev.zoetrope.video;

/** Checks whether a text can be the value of an HTTP header without encoding. */
public final class HeaderText {
    private HeaderText() {
    }

    /** True for printable ASCII; false for control characters and for everything beyond ASCII. */
    public static boolean isPrintableAscii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
