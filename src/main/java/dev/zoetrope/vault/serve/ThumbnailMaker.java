package dev.zoetrope.vault.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.ffmpeg.FfmpegProgram;
import dev.zoetrope.ffmpeg.FfmpegRun;
import dev.zoetrope.ffmpeg.UntrustedInput;
import dev.zoetrope.video.Failure;
import io.smallrye.mutiny.Uni;

/**
 * Makes a small JPEG of the first frame of a stored video, in a process of ffmpeg. The video comes from a vendor, so ffmpeg
 * may neither guess its format nor open another file, and its memory, pixels and time are limited.
 */
@Singleton
class ThumbnailMaker {
    private static final Logger LOG = Logger.getLogger(ThumbnailMaker.class);
    /** Runs at the same time. A run takes about a tenth of a second. */
    private static final int RUNS = 2;
    /** Requests that wait for a run. */
    private static final int WAITING = 16;
    private static final Duration MAX_RUN = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    /** Of the longer side, in pixels. */
    private static final int SIZE = 640;
    private static final int MAX_BYTES = 1 << 20;
    private static final String MAX_ALLOCATION = String.valueOf(1L << 29);
    /** Of a frame: 8K. */
    private static final String MAX_PIXELS = String.valueOf(8192L * 4320);
    /** The demuxer for each media type of a video. */
    private static final Map<String, String> DEMUXERS = Map.of("video/mp4", UntrustedInput.MOV, "video/quicktime",
            UntrustedInput.MOV, "video/webm", "matroska");

    private final FfmpegProgram program;
    private final FfmpegRun ffmpeg;
    private final ThreadPoolExecutor runs = new ThreadPoolExecutor(RUNS, RUNS, 10, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING), task -> {
                Thread thread = new Thread(task, "thumbnail");
                thread.setDaemon(true);
                return thread;
            });

    ThumbnailMaker(FfmpegProgram program, FfmpegRun ffmpeg) {
        this.program = program;
        this.ffmpeg = ffmpeg;
        runs.allowCoreThreadTimeOut(true);
    }

    /**
     * Makes a thumbnail.
     *
     * @param film the file of the video
     * @param type its media type
     * @return a JPEG; empty if there is no ffmpeg, or if it cannot decode the video. Fails with
     *         {@link dev.zoetrope.video.FailureException}: 503 while too many others wait. Emits on a thread of its own
     */
    Uni<Optional<byte[]>> make(Path film, String type) {
        String demuxer = DEMUXERS.get(type);
        if (demuxer == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return Uni.createFrom().emitter(emitter -> {
            Runnable work = () -> {
                try {
                    emitter.complete(run(film, demuxer));
                } catch (IOException | RuntimeException e) {
                    emitter.fail(e);
                }
            };
            emitter.onTermination(() -> runs.remove(work)); // a caller that is gone leaves its place to others
            try {
                runs.execute(work);
            } catch (RejectedExecutionException full) {
                emitter.fail(Failure.unavailable(Failure.SERVICE_UNAVAILABLE,
                        "Too many thumbnails are being made at the moment.", RETRY_AFTER).exception());
            }
        });
    }

    private Optional<byte[]> run(Path film, String demuxer) throws IOException {
        Optional<Path> found = program.find();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Optional<byte[]> picture = ffmpeg.output(found.get(), arguments(film, demuxer), film.getParent(), MAX_RUN, MAX_BYTES);
        if (picture.isEmpty()) {
            LOG.warnf("ffmpeg made no thumbnail of %s", film.getFileName());
        }
        return picture;
    }

    private static List<String> arguments(Path film, String demuxer) {
        return Stream.of(List.of("-hide_banner", "-nostdin", "-v", "quiet", "-max_alloc", MAX_ALLOCATION),
                UntrustedInput.arguments(film, demuxer, List.of("-threads", "1", "-max_pixels", MAX_PIXELS)),
                List.of("-map", "0:v:0", "-frames:v", "1", "-vf",
                        "scale=%d:%d:force_original_aspect_ratio=decrease,setsar=1".formatted(SIZE, SIZE), "-c:v", "mjpeg",
                        "-q:v", "4", "-map_metadata", "-1", "-f", "mjpeg", "pipe:1"))
                .flatMap(List::stream).toList();
    }

    /** Ends the threads when the gateway stops. */
    @PreDestroy
    void stop() {
        runs.shutdownNow();
    }
}
