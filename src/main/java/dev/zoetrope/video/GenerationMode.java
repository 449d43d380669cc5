package dev.zoetrope.video;

import java.util.Optional;

/** The generation mode: the three values of {@code generation_type} ({@code contract.md}, mode table). */
public enum GenerationMode {
    IMAGE_TO_VIDEO("image-to-video"),
    FIRST_LAST_FRAME("first-last-frame"),
    VIDEO_CONTINUATION("video-continuation");

    private final String word;

    GenerationMode(String word) {
        this.word = word;
    }

    /** The value of {@code generation_type}. */
    public String word() {
        return word;
    }

    /** The mode with this value of {@code generation_type}, compared case-sensitively; empty if there is none. */
    public static Optional<GenerationMode> of(String word) {
        for (GenerationMode mode : values()) {
            if (mode.word.equals(word)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
