package dev.zoetrope.video;

import java.util.Optional;

/** How a video comes to be: the three values of {@code generation_type} ({@code contract.md}, mode table). */
public enum GenerationMode {
    IMAGE_TO_VIDEO("image-to-video"),
    FIRST_LAST_FRAME("first-last-frame"),
    VIDEO_CONTINUATION("video-continuation");

    private final String word;

    GenerationMode(String word) {
        this.word = word;
    }

    /** The word used on the wire. */
    public String word() {
        return word;
    }

    /** The mode a wire word stands for; empty for any other word. Case matters. */
    public static Optional<GenerationMode> of(String word) {
        for (GenerationMode mode : values()) {
            if (mode.word.equals(word)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
