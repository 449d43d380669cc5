package dev.zoetrope.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.zoetrope.sandbox.render.FfmpegProgram;
import dev.zoetrope.sandbox.render.RenderException;
import dev.zoetrope.sandbox.render.RenderJob;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.TaskId;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** The tasks of the sandbox: taken in, rendered, kept for a while. */
@ApplicationScoped
public class Sandbox {
    private static final Logger LOG = Logger.getLogger(Sandbox.class);
    /** The first part of the progress is fetching and decoding, the rest the frames. */
    private static final int BEFORE_FRAMES = 5;
    private static final int LAST_BEFORE_END = 99;
    private static final int QUEUE_RETRY_SECONDS = 10;

    private final TaskStore store;
    private final RenderQueue studio;
    private final FfmpegProgram program;
    private final SandboxConfig config;
    private final Clock clock;
    private final Map<String, SandboxTask> tasks = new ConcurrentHashMap<>();
    private final Map<String, Integer> progress = new ConcurrentHashMap<>();
    private volatile Uni<Void> opened = Uni.createFrom().voidItem();
    private volatile boolean stopping;
    private int open;

    Sandbox(TaskStore store, RenderQueue studio, FfmpegProgram program, SandboxConfig config, Clock clock) {
        this.store = store;
        this.studio = studio;
        this.program = program;
        this.config = config;
        this.clock = clock;
    }

    /** Reads what is there and goes on with what had no end; requests wait until that is read. */
    void start(@Observes SandboxSwitch.Enabled event) {
        opened = onWorker(() -> {
            try {
                store.open().forEach(task -> tasks.put(task.id(), task));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            tasks.values().stream().filter(task -> !task.hasEnded())
                    .sorted(Comparator.comparingLong(SandboxTask::created)).forEach(this::resume);
        }).onFailure().invoke(failure -> LOG.errorf("The sandbox cannot use its directory: %s",
                failure.getClass().getSimpleName())).onFailure().transform(Sandbox::unusable).memoize().indefinitely();
        opened.subscribe().with(ready -> LOG.infof("The sandbox has %d tasks.", tasks.size()),
                failure -> {
                });
    }

    /** What a stop interrupts has not failed: it stays without an end and is rendered again. */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private static Throwable unusable(Throwable failure) {
        return Failure.unavailable("sandbox_storage", "The sandbox cannot use its directory.", null).exception();
    }

    private void resume(SandboxTask task) {
        enter();
        begin(task);
    }

    /**
     * Takes a create in; when this is answered, the task is on disk.
     *
     * @return fails with a {@link dev.zoetrope.video.FailureException}: the status it was told, 422 without ffmpeg, 429
     *         when too much waits
     */
    public Uni<SandboxTask> create(GenerationRequest request, SandboxOrigin origin, Samples samples) {
        ScriptedFaults words = ScriptedFaults.of(request.prompt(), config.maxDelay());
        if (words.status() != 0) {
            return Uni.createFrom().failure(words.refusal().exception());
        }
        RenderJob job = RenderJobs.of(request, origin, samples, random());
        return opened.chain(() -> onWorker(() -> {
            if (program.find().isEmpty()) {
                throw Failure.invalid(List.of(new Fault("model", "renderer_missing",
                        "The sandbox finds no ffmpeg: install it, put it on the PATH or set zoetrope.sandbox.ffmpeg.")))
                        .exception();
            }
        })).chain(() -> accept(request.model(), job, words));
    }

    private Uni<SandboxTask> accept(String model, RenderJob job, ScriptedFaults words) {
        if (!enter()) {
            return Uni.createFrom().failure(new Failure(429, "rate_limit_error", "queue_full",
                    "The sandbox has as much to render as it may keep waiting.", List.of(),
                    Duration.ofSeconds(QUEUE_RETRY_SECONDS)).exception());
        }
        List<RenderJob> ahead = tasks.values().stream().filter(task -> !task.hasEnded()).map(SandboxTask::job).toList();
        int estimate = studio.estimate(job, ahead) + (int) ((words.delayMillis() + words.resultsLateMillis()) / 1000);
        SandboxTask task = new SandboxTask(TaskId.next(clock.instant(), random()).value(), clock.millis(), model, job,
                words, estimate, SandboxTask.Phase.QUEUED, null, null, 0);
        return onWorker(() -> {
            store.save(task);
            tasks.put(task.id(), task);
        }).onFailure().invoke(this::leave).onFailure().transform(Sandbox::unusable).invoke(() -> begin(task)).replaceWith(task);
    }

    private synchronized boolean enter() {
        open++;
        if (open > config.queue() + studio.slots()) {
            open--;
            return false;
        }
        return true;
    }

    private synchronized void leave() {
        open--;
    }

    private void begin(SandboxTask task) {
        Uni<Void> delayed = Uni.createFrom().voidItem();
        if (task.words().delayMillis() > 0) {
            start(task);
            delayed = delayed.onItem().delayIt().by(Duration.ofMillis(task.words().delayMillis()));
        }
        delayed.chain(() -> render(task)).subscribe().with(made -> end(task.completed(clock.millis())),
                failure -> end(failed(task, failure)));
    }

    private Uni<Void> render(SandboxTask task) {
        String told = task.words().failCode();
        if (told != null) {
            return Uni.createFrom().failure(new RenderException(told, "The sandbox was told to fail."));
        }
        return studio.make(task, () -> start(task), frames -> advance(task, frames));
    }

    private void start(SandboxTask task) {
        tasks.put(task.id(), task.started());
    }

    private void advance(SandboxTask task, int frames) {
        int share = (LAST_BEFORE_END - BEFORE_FRAMES) * Math.min(frames, task.job().frames()) / task.job().frames();
        progress.merge(task.id(), BEFORE_FRAMES + share, Math::max);
    }

    private SandboxTask failed(SandboxTask task, Throwable failure) {
        if (failure instanceof RenderException reason) {
            return task.failed(reason.code(), reason.getMessage(), clock.millis());
        }
        LOG.warnf("Sandbox task %s failed by itself: %s", task.id(), failure.getClass().getName());
        return task.failed(RenderException.RENDER, "The film could not be made.", clock.millis());
    }

    private void end(SandboxTask task) {
        leave();
        if (stopping) {
            return;
        }
        onWorker(() -> {
            store.save(task);
            tasks.put(task.id(), task);
            progress.remove(task.id());
            forget();
        }).subscribe().with(done -> {
        }, failure -> {
            // Not on disk: still told as ended now, and rendered again after a restart.
            tasks.put(task.id(), task);
            LOG.warnf("The end of sandbox task %s could not be stored", task.id());
        });
    }

    /** Removes ended tasks that are too old or too many. */
    private void forget() {
        long oldest = clock.millis() - config.keepFor().toMillis();
        List<SandboxTask> ended = tasks.values().stream().filter(SandboxTask::hasEnded)
                .sorted(Comparator.comparingLong(SandboxTask::ended).reversed()).toList();
        for (int i = 0; i < ended.size(); i++) {
            if (i >= config.keep() || ended.get(i).ended() < oldest) {
                tasks.remove(ended.get(i).id());
                store.remove(ended.get(i).id());
            }
        }
    }

    /** The task of this id, once the tasks are read. */
    public Uni<Optional<SandboxTask>> find(String id) {
        return opened.map(ready -> Optional.ofNullable(tasks.get(id)));
    }

    /** How far a task without an end is, 0..99. */
    public int progress(String id) {
        return progress.getOrDefault(id, 0);
    }

    private static RandomGenerator random() {
        return ThreadLocalRandom.current();
    }

    private static Uni<Void> onWorker(Runnable work) {
        return Uni.createFrom().<Void> item(() -> {
            work.run();
            return null;
        }).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
