package dev.zoetrope.sandbox.render;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of the video. It has the aspect ratio of the picture, limited to 1:4..4:1. A picture beyond that gets bars.
 *
 * @param width pixels; even, because H.264 in yuv420p requires it
 * @param height pixels; even
 */
record Canvas(int width, int height) {
    static final int MAX_ASPECT = 4;
    private static final Pattern RATIO = Pattern.compile("([1-9][0-9]{0,3}):([1-9][0-9]{0,3})");
    /** The picture is scaled to this many times the size of the video, so that it stays sharp when the camera zooms in. */
    private static final double HEADROOM = 1.25;

    /**
     * The size of the video for a picture.
     *
     * @param shortSide short side of the video in pixels
     */
    static Canvas of(PictureSize picture, int shortSide) {
        double aspect = (double) picture.width() / picture.height();
        double held = Math.max(1.0 / MAX_ASPECT, Math.min(MAX_ASPECT, aspect));
        int side = even(shortSide);
        return held >= 1 ? new Canvas(even(side * held), side) : new Canvas(side, even(side / held));
    }

    /**
     * The size of the video for an aspect ratio.
     *
     * @param ratio two integers: {@code 16:9}; any other text counts as 16:9
     */
    static Canvas of(String ratio, int shortSide) {
        Matcher sides = RATIO.matcher(ratio);
        return sides.matches()
                ? of(new PictureSize(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2))), shortSide)
                : of(new PictureSize(16, 9), shortSide);
    }

    /** The size of the picture over which the camera moves. */
    Canvas withHeadroom() {
        return new Canvas(even(width * HEADROOM), even(height * HEADROOM));
    }

    int shortSide() {
        return Math.min(width, height);
    }

    /** Whether the aspect ratio of the picture is outside 1:4..4:1 by more than 1 %. Rounding causes smaller differences. */
    boolean needsBarsFor(PictureSize picture) {
        double aspect = (double) picture.width() / picture.height();
        return aspect > MAX_ASPECT * 1.01 || aspect * MAX_ASPECT < 0.99;
    }

    private static int even(double length) {
        return Math.max(2, 2 * (int) Math.round(length / 2));
    }
}
