package dev.zoetrope.sandbox.render;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.zoetrope.ffmpeg.UntrustedInput;

/**
 * The argument lists of the ffmpeg runs. No shell is involved, and no argument contains text of a caller. Only filters and
 * options that exist in all versions from 4.3 to 7 are used.
 */
final class FfmpegArguments {
    /** Fixed, because the output of the encoder depends on it, and because one render must not use all cores. */
    private static final String THREADS = "2";
    /** Maximum size of one allocation in bytes, so that a forged header cannot exhaust the memory. */
    private static final String MAX_ALLOCATION = String.valueOf(1L << 30);

    /** The filters that rotate a picture upright, for the EXIF orientations 1 to 8. */
    private static final List<String> ORIENTATION_FILTERS = List.of("", "hflip,", "hflip,vflip,", "vflip,",
            "transpose=cclock_flip,",
            "transpose=clock,", "transpose=clock_flip,", "transpose=cclock,");

    private FfmpegArguments() {
    }

    private static List<String> commonOptions() {
        return new ArrayList<>(List.of("-hide_banner", "-nostdin", "-y", "-v", "error", "-max_alloc", MAX_ALLOCATION,
                "-progress", "pipe:1", "-filter_threads", THREADS));
    }

    /** Adds an input file of a caller. */
    private static void addUntrustedInput(List<String> args, MediaFormat format, Path file, long maxPixels) {
        List<String> limits = new ArrayList<>(List.of("-codec_whitelist", format.decoders(), "-threads", THREADS));
        if (format.role() != MediaRole.AUDIO) {
            limits.addAll(List.of("-max_pixels", String.valueOf(maxPixels)));
        }
        args.addAll(UntrustedInput.arguments(file, format.demuxer(), limits));
    }

    /**
     * Converts a picture into a BMP that is no larger than the video needs.
     *
     * @param orientation EXIF orientation, 1 to 8. A filter rotates the picture, because the versions of ffmpeg differ in
     *        the formats that they rotate automatically.
     */
    static List<String> picture(MediaFormat format, Path in, Path out, int shortSide, long maxPixels, int orientation) {
        List<String> args = commonOptions();
        args.add("-noautorotate");
        addUntrustedInput(args, format, in, maxPixels);
        args.addAll(List.of("-frames:v", "1"));
        addBmpOutput(args, ORIENTATION_FILTERS.get(orientation - 1), out, shortSide);
        return args;
    }

    /**
     * Extracts the last frame of a clip as a BMP.
     *
     * @param tail decoding starts this many seconds before the end; 0: at the beginning
     */
    static List<String> lastFrame(MediaFormat format, Path in, Path out, int shortSide, long maxPixels, int tail) {
        List<String> args = commonOptions();
        if (tail > 0) {
            args.addAll(List.of("-sseof", "-" + tail));
        }
        addUntrustedInput(args, format, in, maxPixels);
        args.addAll(List.of("-an", "-sn", "-dn"));
        addBmpOutput(args, "", out, shortSide);
        return args;
    }

    private static void addBmpOutput(List<String> args, String before, Path out, int shortSide) {
        // Scales to square pixels. A pixel aspect ratio beyond 1:4..4:1 is limited. Transparent areas become white:
        // "premultiply" would make them black, so the picture is negated before and after.
        // "update": each frame overwrites the previous one.
        String width = "iw*clip(sar,0.25,4)";
        String factor = "min(%d/min(%s,ih),%d/max(%s,ih))".formatted(shortSide, width, shortSide * Canvas.MAX_ASPECT,
                width);
        args.addAll(List.of("-map", "0:v:0", "-vf",
                before + "scale=w='max(2,2*round(%s*%s/2))':h='max(2,2*round(ih*%s/2))':flags=lanczos".formatted(width, factor,
                        factor) + ",setsar=1,format=gbrap,negate,premultiply=inplace=1,negate,format=bgr24",
                "-c:v", "bmp", "-update", "1", "-f", "image2", out.toString()));
    }

    /**
     * Converts a clip into a video without sound that has the size and the frame rate of the result.
     *
     * @param seconds maximum length
     */
    static List<String> clip(MediaFormat format, Path in, Path out, Canvas canvas, long maxPixels, int seconds, long maxBytes) {
        List<String> args = commonOptions();
        addUntrustedInput(args, format, in, maxPixels);
        String size = canvas.width() + ":" + canvas.height();
        args.addAll(List.of("-map", "0:v:0", "-an", "-sn", "-dn", "-vf", "scale=w='iw*clip(sar,0.25,4)':h=ih,scale=" + size
                + ":force_original_aspect_ratio=increase:out_color_matrix=bt709:out_range=tv,crop=" + size + ",setsar=1,fps="
                + RenderJob.FRAME_RATE + ",format=yuv420p"));
        args.addAll(List.of("-t", String.valueOf(seconds), "-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-threads",
                THREADS, "-map_metadata", "-1", "-fs", String.valueOf(maxBytes), "-f", "mp4", out.toString()));
        return args;
    }

    /** Converts a sound into a WAV that is no longer than the video. */
    static List<String> sound(MediaFormat format, Path in, Path out, int seconds) {
        List<String> args = commonOptions();
        addUntrustedInput(args, format, in, 0);
        args.addAll(List.of("-map", "0:a:0", "-vn", "-t", String.valueOf(seconds), "-ac", "2", "-ar", "48000", "-c:a",
                "pcm_s16le", "-f", "wav", out.toString()));
        return args;
    }

    /**
     * Renders the video from decoded files.
     *
     * @param sound null: a tone is generated
     */
    static List<String> video(RenderJob job, Canvas canvas, List<Path> pictures, Path sound, boolean bars, long maxBytes,
            Path out) {
        List<String> args = commonOptions();
        for (Path picture : pictures) {
            args.addAll(List.of("-protocol_whitelist", "file,pipe", "-framerate", String.valueOf(RenderJob.FRAME_RATE), "-f",
                    "bmp_pipe", "-i", picture.toString()));
        }
        if (sound != null) {
            args.addAll(List.of("-protocol_whitelist", "file,pipe", "-f", "wav", "-i", sound.toString()));
        }
        addOutput(args, VideoGraph.of(job, canvas, pictures.size(), sound != null, bars), job.frames(), maxBytes, out);
        return args;
    }

    /**
     * Renders a changed clip from decoded files.
     *
     * @param clip the result of {@link #clip}
     * @param frames number of frames of the clip
     * @param sound null: the video is silent
     */
    static List<String> change(RenderJob job, Canvas canvas, Path clip, int frames, List<Path> pictures, Path sound,
            long maxBytes, Path out) {
        List<String> args = commonOptions();
        args.addAll(List.of("-protocol_whitelist", "file,pipe", "-f", "mov", "-i", clip.toString()));
        for (Path picture : pictures) {
            args.addAll(List.of("-protocol_whitelist", "file,pipe", "-f", "bmp_pipe", "-i", picture.toString()));
        }
        if (sound != null) {
            args.addAll(List.of("-protocol_whitelist", "file,pipe", "-f", "wav", "-i", sound.toString()));
        }
        addOutput(args, ChangeGraph.of(job, canvas, frames, pictures.size(), sound != null), frames, maxBytes, out);
        return args;
    }

    private static void addOutput(List<String> args, String graph, int frames, long maxBytes, Path out) {
        args.addAll(List.of("-filter_complex_threads", THREADS, "-filter_complex", graph, "-map", "[v]", "-map", "[a]"));
        args.addAll(List.of("-frames:v", String.valueOf(frames), "-t",
                BigDecimal.valueOf(frames).divide(BigDecimal.valueOf(RenderJob.FRAME_RATE), 6, RoundingMode.HALF_UP)
                        .stripTrailingZeros().toPlainString(),
                "-r", String.valueOf(RenderJob.FRAME_RATE), "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt",
                "yuv420p", "-threads", THREADS, "-color_range", "tv", "-colorspace", "bt709", "-color_primaries",
                "bt709", "-color_trc", "bt709"));
        args.addAll(List.of("-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000"));
        args.addAll(List.of("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a",
                "+bitexact", "-movflags", "+faststart", "-fs", String.valueOf(maxBytes), "-f", "mp4", out.toString()));
    }
}
