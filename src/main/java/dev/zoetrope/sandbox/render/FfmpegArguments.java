package dev.zoetrope.sandbox.render;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of each run of ffmpeg, as lists: no shell, no word of a caller in them. Only filters and options that
 * versions 4.3 to 7 share.
 */
final class FfmpegArguments {
    /** Fixed, because the encoder's output depends on it, and one render must not take the whole machine. */
    private static final String THREADS = "2";
    /** No single allocation beyond this, whatever a header says. */
    private static final String MAX_ALLOCATION = String.valueOf(1L << 30);

    /** The filters that turn a picture of each orientation upright, 1 to 8. */
    private static final List<String> UPRIGHT = List.of("", "hflip,", "hflip,vflip,", "vflip,", "transpose=cclock_flip,",
            "transpose=clock,", "transpose=clock_flip,", "transpose=cclock,");

    private FfmpegArguments() {
    }

    private static List<String> begin() {
        return new ArrayList<>(List.of("-hide_banner", "-nostdin", "-y", "-v", "error", "-max_alloc", MAX_ALLOCATION,
                "-progress", "pipe:1", "-filter_threads", THREADS));
    }

    /** A file of a caller's: nothing is guessed and nothing else is opened. */
    private static void foreign(List<String> args, MediaFormat kind, Path file, long maxPixels) {
        args.addAll(List.of("-protocol_whitelist", "file,pipe", "-format_whitelist", kind.demuxer(),
                "-codec_whitelist", kind.decoders(), "-threads", THREADS));
        if (kind.medium() != MediaRole.AUDIO) {
            args.addAll(List.of("-max_pixels", String.valueOf(maxPixels)));
        }
        if (kind == MediaFormat.MP4) {
            // A QuickTime track may lie in another file, named in this one.
            args.addAll(List.of("-enable_drefs", "0", "-use_absolute_path", "0"));
        }
        args.addAll(List.of("-f", kind.demuxer(), "-i", file.toString()));
    }

    /**
     * Any picture, made into a plain BMP no larger than the film can use.
     *
     * @param orientation {@link Exif}'s; versions of ffmpeg differ in which formats they turn by themselves, so none is left to
     *        it
     */
    static List<String> picture(MediaFormat kind, Path in, Path out, int shortSide, long maxPixels, int orientation) {
        List<String> args = begin();
        args.add("-noautorotate");
        foreign(args, kind, in, maxPixels);
        args.addAll(List.of("-frames:v", "1"));
        bmp(args, UPRIGHT.get(orientation - 1), out, shortSide);
        return args;
    }

    /**
     * The last picture of a clip.
     *
     * @param tail seconds before the end from which on it is decoded; 0: from the beginning
     */
    static List<String> lastFrame(MediaFormat kind, Path in, Path out, int shortSide, long maxPixels, int tail) {
        List<String> args = begin();
        if (tail > 0) {
            args.addAll(List.of("-sseof", "-" + tail));
        }
        foreign(args, kind, in, maxPixels);
        args.addAll(List.of("-an", "-sn", "-dn"));
        bmp(args, "", out, shortSide);
        return args;
    }

    private static void bmp(List<String> args, String before, Path out, int shortSide) {
        // Pixels that are not square are made so; neither side exceeds four times the other. What is transparent shows white:
        // black would be premultiplied, so the picture is negative meanwhile.
        // "update": of several frames each replaces the one before.
        String width = "iw*clip(sar,0.25,4)";
        String factor = "min(%d/min(%s,ih),%d/max(%s,ih))".formatted(shortSide, width, shortSide * Canvas.MAX_ASPECT,
                width);
        args.addAll(List.of("-map", "0:v:0", "-vf",
                before + "scale=w='max(2,2*round(%s*%s/2))':h='max(2,2*round(ih*%s/2))':flags=lanczos".formatted(width, factor,
                        factor) + ",setsar=1,format=gbrap,negate,premultiply=inplace=1,negate,format=bgr24",
                "-c:v", "bmp", "-update", "1", "-f", "image2", out.toString()));
    }

    /** Any sound, made into a plain WAV no longer than the film. */
    static List<String> sound(MediaFormat kind, Path in, Path out, int seconds) {
        List<String> args = begin();
        foreign(args, kind, in, 0);
        args.addAll(List.of("-map", "0:a:0", "-vn", "-t", String.valueOf(seconds), "-ac", "2", "-ar", "48000", "-c:a",
                "pcm_s16le", "-f", "wav", out.toString()));
        return args;
    }

    /** The film, from files of our own. */
    static List<String> film(RenderJob job, Canvas canvas, List<Path> pictures, Path sound, boolean bars, long maxBytes,
            Path out) {
        List<String> args = begin();
        for (Path picture : pictures) {
            args.addAll(List.of("-protocol_whitelist", "file,pipe", "-framerate", String.valueOf(RenderJob.RATE), "-f",
                    "bmp_pipe", "-i", picture.toString()));
        }
        if (sound != null) {
            args.addAll(List.of("-protocol_whitelist", "file,pipe", "-f", "wav", "-i", sound.toString()));
        }
        args.addAll(List.of("-filter_complex_threads", THREADS, "-filter_complex",
                FilmGraph.of(job, canvas, pictures.size(), sound != null, bars), "-map", "[v]", "-map", "[a]"));
        args.addAll(List.of("-frames:v", String.valueOf(job.frames()), "-t", String.valueOf(job.seconds()), "-r",
                String.valueOf(RenderJob.RATE), "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt",
                "yuv420p", "-threads", THREADS, "-color_range", "tv", "-colorspace", "bt709", "-color_primaries",
                "bt709", "-color_trc", "bt709"));
        args.addAll(List.of("-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000"));
        args.addAll(List.of("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a",
                "+bitexact", "-movflags", "+faststart", "-fs", String.valueOf(maxBytes), "-f", "mp4", out.toString()));
        return args;
    }
}
