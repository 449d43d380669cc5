package dev.zoetrope.sandbox.render;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.ffmpeg.FfmpegProgram;
import dev.zoetrope.ffmpeg.FfmpegRun;

/**
 * Renders a video from fetched files. Each input is decoded in its own ffmpeg run, so that an error names the input. The
 * last run reads only decoded files. Blocks; one call takes seconds.
 */
@Singleton
public class Renderer {
    /** Maximum total time of the ffmpeg runs of one render: ten times what a video of 15 s takes. */
    private static final Duration RENDER_TIME = Duration.ofMinutes(5);
    /** ffmpeg stops at this size and the task fails. 15 s of 1080p noise are smaller. */
    private static final long MAX_VIDEO_BYTES = 256L << 20;
    /** Of a picture or frame that is decoded. Each pixel needs four bytes of memory. */
    private static final long MAX_INPUT_PIXELS = 64_000_000;
    private static final int WAV_HEADER = 44;
    /**
     * Seconds before the end of a clip to search for the last frame; 0: the whole clip. The end of some clips has sound but
     * no picture.
     */
    private static final int[] TAIL_SECONDS = { 1, 10, 0 };

    private final FfmpegProgram program;
    private final FfmpegRun ffmpeg;
    private final Clock clock;
    private final Duration renderTime;
    private final long maxVideoBytes;

    @Inject
    public Renderer(FfmpegProgram program, FfmpegRun ffmpeg, Clock clock) {
        this(program, ffmpeg, clock, RENDER_TIME, MAX_VIDEO_BYTES);
    }

    Renderer(FfmpegProgram program, FfmpegRun ffmpeg, Clock clock, Duration renderTime, long maxVideoBytes) {
        this.clock = clock;
        this.program = program;
        this.ffmpeg = ffmpeg;
        this.renderTime = renderTime;
        this.maxVideoBytes = maxVideoBytes;
    }

    /** The render of one job, with its directory and its deadline. */
    private final class Run {
        private final RenderJob job;
        private final Path directory;
        private final Path executable;
        private final long deadline = clock.millis() + renderTime.toMillis();

        Run(RenderJob job, Path directory) {
            this.job = job;
            this.directory = directory;
            this.executable = program.find()
                    .orElseThrow(() -> new RenderException("renderer_missing", "The sandbox finds no ffmpeg."));
        }

        FfmpegRun.Result runFfmpeg(List<String> args, IntConsumer frames) throws IOException {
            FfmpegRun.Result result = ffmpeg.run(executable, args, directory, Duration.ofMillis(deadline - clock.millis()),
                    frames);
            if (result == FfmpegRun.Result.TIMED_OUT) {
                throw new RenderException(RenderException.RENDER, "The render took longer than allowed.");
            }
            return result;
        }

        Path picture(RenderJob.Input input, Path file) throws IOException {
            MediaFormat format = detectFormat(input, file);
            Path out = directory.resolve(file.getFileName() + ".bmp");
            int wanted = new Canvas(job.shortSide(), job.shortSide()).withHeadroom().width();
            if (format == MediaFormat.MP4) {
                for (int tail : TAIL_SECONDS) {
                    runFfmpeg(FfmpegArguments.lastFrame(format, file, out, wanted, MAX_INPUT_PIXELS, tail), frame -> {
                    });
                    if (Files.exists(out)) {
                        return out;
                    }
                }
            } else {
                PictureSize size = PictureSize.of(file, format)
                        .orElseThrow(() -> RenderException.ofInput(input.member(), "could not be decoded"));
                if (size.pixels() > MAX_INPUT_PIXELS) {
                    throw RenderException.ofInput(input.member(), "has more pixels than allowed");
                }
                PictureParts parts = PictureParts.of(file, format);
                if (parts.animated()) {
                    throw RenderException.ofInput(input.member(), "is an animated WEBP, and only a still picture can be read");
                }
                if (!parts.complete()) {
                    throw RenderException.ofInput(input.member(), "is truncated");
                }
                if (runFfmpeg(FfmpegArguments.picture(format, file, out, wanted, MAX_INPUT_PIXELS, parts.orientation()),
                        frame -> {
                        }) == FfmpegRun.Result.DONE && Files.exists(out)) {
                    return out;
                }
            }
            throw RenderException.ofInput(input.member(), "could not be decoded");
        }

        Path sound(RenderJob.Input input, Path file) throws IOException {
            Path out = directory.resolve(file.getFileName() + ".wav");
            if (!decodeSound(input, file, out, job.seconds())) {
                throw RenderException.ofInput(input.member(), "could not be decoded");
            }
            return out;
        }

        private boolean decodeSound(RenderJob.Input input, Path file, Path out, int seconds) throws IOException {
            FfmpegRun.Result result = runFfmpeg(FfmpegArguments.sound(detectFormat(input, file), file, out, seconds), frame -> {
            });
            return result == FfmpegRun.Result.DONE && Files.size(out) > WAV_HEADER;
        }

        /** The arguments of the last run of a change of a clip. */
        List<String> change(RenderJob.Input input, Path file, Canvas canvas, List<Path> pictures, Path video)
                throws IOException {
            int seconds = job.seconds() == 0 ? RenderJob.MAX_SECONDS : job.seconds();
            Path clip = directory.resolve("clip.mp4");
            int[] frames = new int[1];
            FfmpegRun.Result result = runFfmpeg(FfmpegArguments.clip(detectFormat(input, file), file, clip, canvas,
                    MAX_INPUT_PIXELS, seconds, maxVideoBytes), frame -> frames[0] = frame);
            if (result != FfmpegRun.Result.DONE || frames[0] == 0 || Files.size(clip) >= maxVideoBytes) {
                throw RenderException.ofInput(input.member(), "could not be decoded");
            }
            Path sound = directory.resolve("clip.wav");
            boolean silent = !decodeSound(input, file, sound, seconds);
            return FfmpegArguments.change(job, canvas, clip, frames[0], pictures, silent ? null : sound, maxVideoBytes, video);
        }
    }

    /**
     * Renders one video.
     *
     * @param files one file per input of the job, in the order of {@link RenderJob#inputs()}
     * @param directory a directory for this render only; the caller deletes its files
     * @param frames called with the number of frames written so far
     * @return the file of the video
     * @throws RenderException if an input cannot be used, the time limit is exceeded or ffmpeg fails
     */
    public Path render(RenderJob job, List<Path> files, Path directory, IntConsumer frames) throws IOException {
        Run run = new Run(job, directory);
        List<Path> pictures = new ArrayList<>();
        Path sound = null;
        for (int i = 0; i < files.size(); i++) {
            RenderJob.Input input = job.inputs().get(i);
            if (input.medium() == MediaRole.AUDIO) {
                sound = run.sound(input, files.get(i));
            } else {
                pictures.add(run.picture(input, files.get(i)));
            }
        }
        if (pictures.isEmpty()) {
            Path backdrop = directory.resolve("backdrop.bmp");
            Backdrop.write(backdrop, Canvas.of(job.ratio(), job.shortSide()).withHeadroom(), job.seed(), job.words());
            pictures.add(backdrop);
        }
        boolean change = job.mode() == GenerationMode.VIDEO_EDIT;
        // The picture of a clip is its last frame: its size is that of the clip.
        Path sized = change ? pictures.remove(pictures.size() - 1) : pictures.get(0);
        PictureSize first = PictureSize.of(sized, MediaFormat.BMP).orElseThrow(
                () -> RenderException.ofInput(job.inputs().get(0).member(), "could not be decoded"));
        Canvas canvas = job.ratio() == null ? Canvas.of(first, job.shortSide()) : Canvas.of(job.ratio(), job.shortSide());
        Path video = directory.resolve("film.mp4");
        int last = files.size() - 1;
        FfmpegRun.Result result = run.runFfmpeg(change
                ? run.change(job.inputs().get(last), files.get(last), canvas, pictures, video)
                : FfmpegArguments.video(job, canvas, pictures, sound, job.ratio() == null && canvas.needsBarsFor(first),
                        maxVideoBytes, video),
                frames);
        if (result != FfmpegRun.Result.DONE || Files.size(video) >= maxVideoBytes) {
            throw new RenderException(RenderException.RENDER, "The video could not be rendered.");
        }
        return video;
    }

    private static MediaFormat detectFormat(RenderJob.Input input, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return MediaFormat.sniff(in.readNBytes(MediaFormat.HEAD_LENGTH)).filter(format -> format.role() == input.medium())
                    .orElseThrow(() -> RenderException.ofInput(input.member(), input.medium().wrongFormatText()));
        }
    }
}
