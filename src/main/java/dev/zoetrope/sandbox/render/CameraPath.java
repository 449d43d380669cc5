package dev.zoetrope.sandbox.render;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The camera's path: it zooms from the whole picture towards one point, with a smooth start and end. Only the seed decides
 * the path. ffmpeg's {@code perspective} filter moves with sub-pixel precision; {@code zoompan} and {@code crop} move in
 * whole pixels, so the image shakes.
 *
 * @param x horizontal target, 0 (left) to 1 (right)
 * @param y vertical target, 0 (top) to 1 (bottom)
 * @param extraZoom zoom at the target minus 1: with 0.2 the width and height of the visible part are one sixth smaller
 */
record CameraPath(double x, double y, double extraZoom) {

    static CameraPath of(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new CameraPath(0.15 + 0.7 * random.nextDouble(), 0.2 + 0.6 * random.nextDouble(),
                0.18 + 0.1 * random.nextDouble());
    }

    /** The filter that zooms in over all frames. The first frame shows the whole picture. */
    String zoomIn(int frames) {
        return filter("(1-cos(PI*min(1,(on-1)/%d)))/2".formatted(Math.max(1, frames - 1)));
    }

    /** The filter that zooms in half as far and out again. The first and the last frame show the whole picture. */
    String zoomInAndOut(int frames) {
        return filter("(1-cos(2*PI*min(1,(on-1)/%d)))/4".formatted(Math.max(1, frames - 1)));
    }

    private String filter(String eased) {
        String visiblePart = String.format(Locale.ROOT, "1/(1+%.6f*%s)", extraZoom, eased);
        String left = String.format(Locale.ROOT, "W*(1-%s)*%.6f", visiblePart, x);
        String top = String.format(Locale.ROOT, "H*(1-%s)*%.6f", visiblePart, y);
        String right = "%s+W*%s".formatted(left, visiblePart);
        String bottom = "%s+H*%s".formatted(top, visiblePart);
        return ("perspective=x0='%1$s':y0='%2$s':x1='%3$s':y1='%2$s':x2='%1$s':y2='%4$s':x3='%3$s':y3='%4$s'"
                + ":interpolation=linear:sense=source:eval=frame").formatted(left, top, right, bottom);
    }
}
