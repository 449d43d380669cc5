package dev.zoetrope.video;

import java.util.Optional;

/** The generation mode: the three values of {@code generation_type} ({@code docs/contract.md}, mode table). */
public enum GenerationMode {
    IMAGE_TO_VIDEO("image-to-video"),
    FIRST_LAST_FRAME("first-last-frame"),
    VIDEO_CONTINUATION("video-continuation");

    private final String value;

    GenerationMode(String value) {
        this.value = value;
    }

    /** The value of {@code generation_type}. */
    public String value() {
        return value;
    }

    /** The mode with this value of {@code generation_type}, compared case-sensitively; empty if there is none. */
    public static Optional<GenerationMode> of(String value) {
        for (GenerationMode mode : values()) {
            if (mode.value.equals(value)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
