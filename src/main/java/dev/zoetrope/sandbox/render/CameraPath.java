package dev.zoetrope.sandbox.render;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How the camera moves: from the whole picture towards one place in it, starting and ending softly. Chosen by the seed
 * alone. ffmpeg's {@code perspective} filter does it with sub-pixel precision; {@code zoompan} and {@code crop} move in
 * whole pixels, which shakes.
 *
 * @param x where the camera moves to, 0 left to 1 right
 * @param y 0 top to 1 bottom
 * @param closer how much closer it gets; 0.2 shows a sixth less
 */
record CameraPath(double x, double y, double closer) {

    static CameraPath of(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new CameraPath(0.15 + 0.7 * random.nextDouble(), 0.2 + 0.6 * random.nextDouble(),
                0.18 + 0.1 * random.nextDouble());
    }

    /** The filter that moves in over this many frames, beginning with the whole picture. */
    String movingIn(int frames) {
        return filter("(1-cos(PI*min(1,(on-1)/%d)))/2".formatted(Math.max(1, frames - 1)));
    }

    /** The filter that moves in half-way and back, beginning and ending with the whole picture. */
    String thereAndBack(int frames) {
        return filter("(1-cos(2*PI*min(1,(on-1)/%d)))/4".formatted(Math.max(1, frames - 1)));
    }

    private String filter(String eased) {
        String shown = String.format(Locale.ROOT, "1/(1+%.6f*%s)", closer, eased);
        String left = String.format(Locale.ROOT, "W*(1-%s)*%.6f", shown, x);
        String top = String.format(Locale.ROOT, "H*(1-%s)*%.6f", shown, y);
        String right = "%s+W*%s".formatted(left, shown);
        String bottom = "%s+H*%s".formatted(top, shown);
        return ("perspective=x0='%1$s':y0='%2$s':x1='%3$s':y1='%2$s':x2='%1$s':y2='%4$s':x3='%3$s':y3='%4$s'"
                + ":interpolation=linear:sense=source:eval=frame").formatted(left, top, right, bottom);
    }
}
