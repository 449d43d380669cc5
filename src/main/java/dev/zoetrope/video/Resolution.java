package dev.zoetrope.video;

import java.util.Optional;

/** The output sizes the vendor offers; the number is the short side in pixels. */
public enum Resolution {
    P720("720p", 720),
    P1080("1080p", 1080);

    /** What an absent {@code resolution} means. */
    public static final Resolution DEFAULT = P1080;

    private final String word;
    private final int shortSide;

    Resolution(String word, int shortSide) {
        this.word = word;
        this.shortSide = shortSide;
    }

    /** The word used on the wire. */
    public String word() {
        return word;
    }

    /** Short side of the picture, in pixels. */
    public int shortSide() {
        return shortSide;
    }

    /** The resolution a wire word stands for; empty for any other word. Case matters. */
    public static Optional<Resolution> of(String word) {
        for (Resolution resolution : values()) {
            if (resolution.word.equals(word)) {
                return Optional.of(resolution);
            }
        }
        return Optional.empty();
    }
}
