package dev.zoetrope.sandbox.render;

/**
 * The size of the film. Keeps the picture's aspect between 1:4 and 4:1; what is longer gets bars.
 *
 * @param width pixels, even, as H.264 in yuv420p needs it
 * @param height pixels, even
 */
record Canvas(int width, int height) {
    static final int MAX_ASPECT = 4;
    /** The camera moves over a picture this much larger than the film, so that moving in stays sharp. */
    private static final double HEADROOM = 1.25;

    /** The film of this short side for a picture of this size. */
    static Canvas of(PictureSize picture, int shortSide) {
        double aspect = (double) picture.width() / picture.height();
        double held = Math.max(1.0 / MAX_ASPECT, Math.min(MAX_ASPECT, aspect));
        return held >= 1 ? new Canvas(even(shortSide * held), shortSide)
                : new Canvas(shortSide, even(shortSide / held));
    }

    /** The picture the camera moves over. */
    Canvas withHeadroom() {
        return new Canvas(even(width * HEADROOM), even(height * HEADROOM));
    }

    int shortSide() {
        return Math.min(width, height);
    }

    /** Whether this picture has another aspect than the canvas by more than rounding. */
    boolean needsBarsFor(PictureSize picture) {
        double aspect = (double) picture.width() / picture.height();
        return aspect > MAX_ASPECT * 1.01 || aspect * MAX_ASPECT < 0.99;
    }

    private static int even(double length) {
        return Math.max(2, 2 * (int) Math.round(length / 2));
    }
}
