package dev.zoetrope.video;

import java.util.Optional;

/** The sizes of a video that the vendor offers; the number is the short side in pixels. */
public enum Resolution {
    P720("720p", 720),
    P1080("1080p", 1080);

    /** The resolution if the member {@code resolution} is absent. */
    public static final Resolution DEFAULT = P1080;

    private final String value;
    private final int shortSide;

    Resolution(String value, int shortSide) {
        this.value = value;
        this.shortSide = shortSide;
    }

    /** The value of the member {@code resolution}. */
    public String value() {
        return value;
    }

    /** Short side of the video in pixels. */
    public int shortSide() {
        return shortSide;
    }

    /** The resolution with this value of the member, compared case-sensitively; empty if there is none. */
    public static Optional<Resolution> of(String value) {
        for (Resolution resolution : values()) {
            if (resolution.value.equals(value)) {
                return Optional.of(resolution);
            }
        }
        return Optional.empty();
    }
}
