package dev.zoetrope.sandbox.render;

import java.util.Locale;
import java.util.SplittableRandom;

/** Builds ffmpeg's filter graph for a video: from pictures and a sound to the outputs {@code [v]} and {@code [a]}. */
final class VideoGraph {
    static final String SET_COLOURS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv";
    /** Root notes of the chord in Hz, from a pentatonic scale. */
    private static final double[] ROOTS = { 146.83, 164.81, 196.00, 220.00, 246.94 };

    private VideoGraph() {
    }

    static String of(RenderJob job, Canvas canvas, int pictures, boolean sound, boolean bars) {
        String video = pictures == 1 ? singlePicture(job, canvas, bars)
                : job.mode() == GenerationMode.REFERENCES ? inTurn(job, canvas, pictures) : crossFade(job, canvas, bars);
        return video + ";" + (sound ? fitSound(job, pictures) : generatedSound(job));
    }

    private static String singlePicture(RenderJob job, Canvas canvas, boolean bars) {
        CameraPath path = CameraPath.of(job.seed());
        return still(0, canvas, bars, job.frames()) + "," + path.zoomIn(job.frames()) + "," + outputFilters(canvas) + "[v]";
    }

    /** Shows the pictures one after the other, each with its own camera movement. */
    private static String inTurn(RenderJob job, Canvas canvas, int pictures) {
        StringBuilder graph = new StringBuilder();
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < pictures; i++) {
            int frames = job.frames() * (i + 1) / pictures - job.frames() * i / pictures;
            graph.append(still(i, canvas, false, frames)).append(',').append(CameraPath.of(job.seed() + i).zoomIn(frames))
                    .append(',').append(outputFilters(canvas)).append("[v").append(i).append("];");
            parts.append("[v").append(i).append(']');
        }
        return graph.append(parts).append("concat=n=").append(pictures).append(":v=1:a=0[v]").toString();
    }

    /** Cross-fades two pictures under one camera movement, so that equal parts of the pictures stay aligned. */
    private static String crossFade(RenderJob job, Canvas canvas, boolean bars) {
        int frames = job.frames();
        int lead = frames / 8;
        int fade = frames - 2 * lead;
        String first = still(0, canvas, bars, lead + fade + 1) + ",fps=" + RenderJob.FRAME_RATE + "[first]";
        String last = still(1, canvas, false, frames - lead) + ",fps=" + RenderJob.FRAME_RATE + "[last]";
        String fading = String.format(Locale.ROOT, "[first][last]xfade=transition=fade:duration=%.6f:offset=%.6f",
                (double) fade / RenderJob.FRAME_RATE, (double) lead / RenderJob.FRAME_RATE);
        return first + ";" + last + ";" + fading + "," + CameraPath.of(job.seed()).zoomInAndOut(frames) + ","
                + outputFilters(canvas) + "[v]";
    }

    /** One picture, fitted to the canvas and repeated for this many frames. */
    private static String still(int input, Canvas canvas, boolean bars, int frames) {
        Canvas wide = canvas.withHeadroom();
        String size = wide.width() + ":" + wide.height();
        String fitted = bars
                ? "scale=" + size + ":force_original_aspect_ratio=decrease:flags=lanczos:out_color_matrix=bt709"
                        + ":out_range=tv,format=yuv420p,pad=" + size + ":(ow-iw)/2:(oh-ih)/2"
                : "scale=" + size + ":force_original_aspect_ratio=increase:flags=lanczos:out_color_matrix=bt709"
                        + ":out_range=tv,format=yuv420p,crop=" + size;
        return "[%d:v]%s,setsar=1,loop=loop=%d:size=1,setpts=N/(%d*TB)".formatted(input, fitted, frames - 1,
                RenderJob.FRAME_RATE);
    }

    private static String outputFilters(Canvas canvas) {
        return "scale=%d:%d:flags=bicubic,setsar=1,fps=%d,%s".formatted(canvas.width(), canvas.height(),
                RenderJob.FRAME_RATE, SET_COLOURS);
    }

    private static String fitSound(RenderJob job, int input) {
        return "[%d:a]apad,atrim=0:%d,asetpts=N/SR/TB[a]".formatted(input, job.seconds());
    }

    /** Generates a quiet chord that fades in and out. The seed selects its root note. */
    private static String generatedSound(RenderJob job) {
        double root = ROOTS[new SplittableRandom(job.seed() ^ 0x5eedL).nextInt(ROOTS.length)];
        String swell = "(0.7+0.3*sin(2*PI*0.25*t))*min(1\\,t/0.8)*min(1\\,(%d-t)/0.8)".formatted(job.seconds());
        String left = chord(root, root * 1.5);
        String right = chord(root * 1.0015, root * 2);
        return "aevalsrc=exprs=(%s)*%s|(%s)*%s:s=48000:d=%d:c=stereo,lowpass=f=1200[a]".formatted(left, swell, right,
                swell, job.seconds());
    }

    private static String chord(double low, double high) {
        return String.format(Locale.ROOT, "0.06*sin(2*PI*%.3f*t)+0.03*sin(2*PI*%.3f*t)", low, high);
    }
}
