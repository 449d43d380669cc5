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

import jakarta.inject.Singleton;

import dev.zoetrope.sandbox.SandboxConfig;

/**
 * From fetched files to a film. Each input is decoded in a run of its own, so that what cannot be read is known by
 * name; the last run sees only files of our own. Blocks; one call takes seconds.
 */
@Singleton
public class Renderer {
    private static final int WAV_HEADER = 44;
    /** Where to look for the last frame: most clips have it in the last second, some only sound there. */
    private static final int[] TAILS = { 1, 10, 0 };

    private final SandboxConfig config;
    private final FfmpegProgram program;
    private final FfmpegRun ffmpeg;
    private final Clock clock;

    public Renderer(SandboxConfig config, FfmpegProgram program, FfmpegRun ffmpeg, Clock clock) {
        this.clock = clock;
        this.config = config;
        this.program = program;
        this.ffmpeg = ffmpeg;
    }

    /** Renders one job: what is left of its time, and where it works. */
    private final class Run {
        private final RenderJob job;
        private final Path directory;
        private final Path binary;
        private final long deadline = clock.millis() + config.renderTime().toMillis();

        Run(RenderJob job, Path directory) {
            this.job = job;
            this.directory = directory;
            this.binary = program.find()
                    .orElseThrow(() -> new RenderException("renderer_missing", "There is no ffmpeg to render with."));
        }

        FfmpegRun.End ffmpeg(List<String> args, IntConsumer frames) throws IOException {
            FfmpegRun.End end = ffmpeg.run(binary, args, directory, Duration.ofMillis(deadline - clock.millis()),
                    frames);
            if (end == FfmpegRun.End.TIMED_OUT) {
                throw new RenderException(RenderException.RENDER, "The render took longer than it may.");
            }
            return end;
        }

        Path picture(RenderJob.Input input, Path file) throws IOException {
            MediaFormat kind = kind(input, file);
            Path out = directory.resolve(file.getFileName() + ".bmp");
            int wanted = new Canvas(job.shortSide(), job.shortSide()).withHeadroom().width();
            if (kind == MediaFormat.MP4) {
                for (int tail : TAILS) {
                    ffmpeg(FfmpegArguments.lastFrame(kind, file, out, wanted, config.inputPixels(), tail), frame -> {
                    });
                    if (Files.exists(out)) {
                        return out;
                    }
                }
            } else {
                PictureSize size = PictureSize.of(file, kind)
                        .orElseThrow(() -> RenderException.input(input.member(), "could not be decoded"));
                if (size.pixels() > config.inputPixels()) {
                    throw RenderException.input(input.member(), "has more pixels than allowed");
                }
                PictureParts parts = PictureParts.of(file, kind);
                if (parts.animated()) {
                    throw RenderException.input(input.member(), "is an animated WEBP, and only a still picture can be read");
                }
                if (!parts.whole()) {
                    throw RenderException.input(input.member(), "is cut short");
                }
                if (ffmpeg(FfmpegArguments.picture(kind, file, out, wanted, config.inputPixels(), parts.orientation()),
                        frame -> {
                        }) == FfmpegRun.End.DONE && Files.exists(out)) {
                    return out;
                }
            }
            throw RenderException.input(input.member(), "could not be decoded");
        }

        Path sound(RenderJob.Input input, Path file) throws IOException {
            Path out = directory.resolve(file.getFileName() + ".wav");
            FfmpegRun.End end = ffmpeg(FfmpegArguments.sound(kind(input, file), file, out, job.seconds()), frame -> {
            });
            if (end != FfmpegRun.End.DONE || Files.size(out) <= WAV_HEADER) {
                throw RenderException.input(input.member(), "could not be decoded");
            }
            return out;
        }
    }

    /**
     * @param files one for each of the job's inputs, in their order
     * @param directory the render's own; everything is left in it
     * @param frames told the number of frames written so far
     * @return the film
     * @throws RenderException if there is none
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
        PictureSize first = PictureSize.of(pictures.get(0), MediaFormat.BMP).orElseThrow(
                () -> RenderException.input(job.inputs().get(0).member(), "could not be decoded"));
        Canvas canvas = Canvas.of(first, job.shortSide());
        Path film = directory.resolve("film.mp4");
        long maxBytes = config.filmSize().asLongValue();
        FfmpegRun.End end = run.ffmpeg(
                FfmpegArguments.film(job, canvas, pictures, sound, canvas.needsBarsFor(first), maxBytes, film),
                frames);
        if (end != FfmpegRun.End.DONE || Files.size(film) >= maxBytes) {
            throw new RenderException(RenderException.RENDER, "The film could not be made.");
        }
        return film;
    }

    private static MediaFormat kind(RenderJob.Input input, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return MediaFormat.sniff(in.readNBytes(MediaFormat.HEAD)).filter(kind -> kind.medium() == input.medium())
                    .orElseThrow(() -> RenderException.input(input.member(), input.medium().complaint()));
        }
    }
}
