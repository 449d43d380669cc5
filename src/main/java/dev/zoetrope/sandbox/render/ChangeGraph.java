package dev.zoetrope.sandbox.render;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Builds ffmpeg's filter graph for a changed clip: from the clip, pictures and a sound to the outputs {@code [v]} and
 * {@code [a]}.
 */
final class ChangeGraph {
    private static final int MIN_HUE_DEGREES = 60;
    private static final int MAX_HUE_DEGREES = 300;
    /** Distance of the added colour from grey, so that a clip without colours changes, too. Of 128. */
    private static final int TINT = 28;
    /** Side of the square of a picture, and its margin, as fractions of the short side of the video. */
    private static final int PICTURE_FRACTION = 5;
    private static final int MARGIN_FRACTION = 40;

    private ChangeGraph() {
    }

    static String of(RenderJob job, Canvas canvas, int frames, int pictures, boolean sound) {
        StringBuilder graph = new StringBuilder("[0:v]").append(grade(job)).append("[c0];");
        int side = canvas.shortSide() / PICTURE_FRACTION;
        int margin = canvas.shortSide() / MARGIN_FRACTION;
        for (int i = 0; i < pictures; i++) {
            graph.append("[%d:v]scale=%d:%d:force_original_aspect_ratio=decrease,format=yuv420p[p%d];".formatted(i + 1, side,
                    side, i));
            graph.append("[c%d][p%d]overlay=x=W-w-%d:y=H-h-%d[c%d];".formatted(i, i, margin + i * (side + margin), margin,
                    i + 1));
        }
        graph.append("[c%d]setsar=1,%s[v];".formatted(pictures, VideoGraph.SET_COLOURS));
        String length = String.format(Locale.ROOT, "%.6f", (double) frames / RenderJob.FRAME_RATE);
        graph.append(sound ? "[%d:a]apad,atrim=0:%s[a]".formatted(pictures + 1, length)
                : "anullsrc=r=48000:cl=stereo,atrim=0:%s[a]".formatted(length));
        return graph.toString();
    }

    /** Rotates the hues and adds a colour. The prompt and the seed decide about both. */
    private static String grade(RenderJob job) {
        SplittableRandom random = new SplittableRandom((long) job.words().hashCode() << 32 | job.seed());
        int hue = random.nextInt(MIN_HUE_DEGREES, MAX_HUE_DEGREES);
        double angle = random.nextDouble(2 * Math.PI);
        return "hue=h=%d,lutyuv=u='clip(val+%d,16,240)':v='clip(val+%d,16,240)'".formatted(hue,
                Math.round(TINT * Math.cos(angle)), Math.round(TINT * Math.sin(angle)));
    }
}
