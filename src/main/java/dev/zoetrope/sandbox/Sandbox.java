package dev.zoetrope.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.zoetrope.ffmpeg.FfmpegProgram;
import dev.zoetrope.model.Models;
import dev.zoetrope.sandbox.render.RenderException;
import dev.zoetrope.sandbox.render.RenderJob;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.TaskId;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** The tasks of the sandbox: accepts creates, runs their renders and deletes old tasks. */
@ApplicationScoped
public class Sandbox {
    /** Maximum time in {@code [sandbox:delay=…]} and {@code [sandbox:results-late=…]}. */
    private static final Duration MAX_DELAY = Duration.ofMinutes(10);
    /** How long an ended task is stored: the lifetime of the vendor's result URLs. */
    private static final Duration KEEP_FOR = Duration.ofHours(24);

    private static final Logger LOG = Logger.getLogger(Sandbox.class);
    /** Progress in percent when inputs are fetched and decoded; the frames make up the rest. */
    private static final int PROGRESS_BEFORE_FRAMES = 5;
    private static final int MAX_PROGRESS = 99;
    private static final int QUEUE_RETRY_SECONDS = 10;

    private final Models models;
    private final TaskStore store;
    private final RenderQueue renderQueue;
    private final FfmpegProgram program;
    private final SandboxLimits limits;
    private final Clock clock;
    private final Map<String, SandboxTask> tasks = new ConcurrentHashMap<>();
    private final Map<String, Integer> progress = new ConcurrentHashMap<>();
    private volatile Uni<Void> loaded = Uni.createFrom().voidItem();
    private volatile boolean stopping;
    private int unfinished;

    Sandbox(Models models, TaskStore store, RenderQueue renderQueue, FfmpegProgram program, SandboxLimits limits, Clock clock) {
        this.models = models;
        this.store = store;
        this.renderQueue = renderQueue;
        this.program = program;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * The path of the sandbox's API for the vendor with this name. Each vendor has a path of its own, so that a directive of a
     * prompt can be for one vendor only.
     */
    public static String path(String vendor) {
        return vendor.equals(Pin.DEFAULT_VENDOR) ? "/sandbox" : "/sandbox/at/" + vendor;
    }

    /** Loads the stored tasks and renders again those that have not ended. Requests wait until the tasks are loaded. */
    void start(@Observes SandboxSwitch.Enabled event) {
        loaded = onWorker(() -> {
            try {
                store.load().forEach(task -> tasks.put(task.id(), task));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            tasks.values().stream().filter(task -> !task.hasEnded())
                    .sorted(Comparator.comparingLong(SandboxTask::created)).forEach(this::resume);
        }).onFailure().invoke(failure -> LOG.errorf("The sandbox cannot use its directory: %s",
                failure.getClass().getSimpleName())).onFailure().transform(Sandbox::storageFailure).memoize().indefinitely();
        loaded.subscribe().with(ready -> LOG.infof("The sandbox has loaded %d tasks.", tasks.size()),
                failure -> {
                });
    }

    /** A render that the stop interrupts has not failed: its task does not end and is rendered again after the restart. */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private static Throwable storageFailure(Throwable failure) {
        return Failure.unavailable("sandbox_storage", "The sandbox cannot use its directory.", null).exception();
    }

    /** An earlier process has accepted the task, so it counts as unfinished even if the queue is full. */
    private void resume(SandboxTask task) {
        synchronized (this) {
            unfinished++;
        }
        run(task);
    }

    /**
     * Accepts a create. When the result is returned, the task is on disk.
     *
     * @param vendor the name of the vendor that the sandbox is for this create
     * @return a Uni that fails with a {@link dev.zoetrope.video.FailureException}: the status that the prompt requests, 422
     *         if there is no ffmpeg, 429 if too many tasks wait, 503 if the task cannot be stored
     * @throws dev.zoetrope.video.FailureException 422 if a directive in the prompt is unknown or invalid
     */
    public Uni<SandboxTask> create(GenerationRequest request, String vendor, SandboxOrigin origin, Samples samples) {
        return create(Order.of(request, models.find(request.model())), vendor, origin, samples);
    }

    /**
     * Accepts a create in the form of another vendor's API; otherwise like
     * {@link #create(GenerationRequest, String, SandboxOrigin, Samples)}.
     */
    public Uni<SandboxTask> create(Order order, String vendor, SandboxOrigin origin, Samples samples) {
        ScriptedFaults scriptedFaults = ScriptedFaults.of(order.prompt(), vendor, MAX_DELAY);
        if (scriptedFaults.status() != 0) {
            return Uni.createFrom().failure(scriptedFaults.toFailure().exception());
        }
        RenderJob job = RenderJobs.of(order, origin, samples, random());
        return loaded.chain(() -> onWorker(() -> {
            if (program.find().isEmpty()) {
                throw Failure.invalid(List.of(new Fault("model", "renderer_missing",
                        "The sandbox finds no ffmpeg: install it on the PATH or set zoetrope.ffmpeg.")))
                        .exception();
            }
        })).chain(() -> accept(order.model().id(), job, scriptedFaults));
    }

    private Uni<SandboxTask> accept(String model, RenderJob job, ScriptedFaults scriptedFaults) {
        if (!tryReserve()) {
            return Uni.createFrom().failure(new Failure(429, "rate_limit_error", "queue_full",
                    "Too many tasks wait for a render in the sandbox.", List.of(),
                    Duration.ofSeconds(QUEUE_RETRY_SECONDS)).exception());
        }
        List<RenderJob> ahead = tasks.values().stream().filter(task -> !task.hasEnded()).map(SandboxTask::job).toList();
        int estimate = renderQueue.estimate(job, ahead)
                + (int) ((scriptedFaults.delayMillis() + scriptedFaults.resultsLateMillis()) / 1000);
        SandboxTask task = new SandboxTask(TaskId.next(clock.instant(), random()).value(), clock.millis(), model, job,
                scriptedFaults, estimate, SandboxTask.Phase.QUEUED, null, null, 0);
        return onWorker(() -> {
            store.save(task);
            tasks.put(task.id(), task);
        }).onFailure().invoke(this::release).onFailure().transform(Sandbox::storageFailure).invoke(() -> run(task))
                .replaceWith(task);
    }

    private synchronized boolean tryReserve() {
        unfinished++;
        if (unfinished > limits.queue() + renderQueue.concurrency()) {
            unfinished--;
            return false;
        }
        return true;
    }

    private synchronized void release() {
        unfinished--;
    }

    private void run(SandboxTask task) {
        Uni<Void> delayed = Uni.createFrom().voidItem();
        if (task.words().delayMillis() > 0) {
            delayed = delayed.invoke(() -> start(task)).onItem().delayIt().by(Duration.ofMillis(task.words().delayMillis()));
        }
        delayed.chain(() -> render(task)).subscribe().with(made -> finish(task.completed(clock.millis())),
                failure -> {
                    if (failure instanceof CancellationException) {
                        release();
                    } else {
                        finish(toFailed(task, failure));
                    }
                });
    }

    private Uni<Void> render(SandboxTask task) {
        String failCode = task.words().failCode();
        if (failCode != null) {
            return Uni.createFrom().failure(new RenderException(failCode, "The prompt requests this failure."));
        }
        return renderQueue.render(task, () -> start(task), frames -> updateProgress(task, frames));
    }

    /** @throws CancellationException if the task was cancelled or deleted while it waited */
    private void start(SandboxTask task) {
        if (!tasks.replace(task.id(), task, task.started())) {
            SandboxTask current = tasks.get(task.id());
            if (current == null || current.phase() != SandboxTask.Phase.RENDERING) {
                throw new CancellationException();
            }
        }
    }

    private void updateProgress(SandboxTask task, int frames) {
        int share = (MAX_PROGRESS - PROGRESS_BEFORE_FRAMES) * Math.min(frames, task.job().frames()) / task.job().frames();
        progress.merge(task.id(), PROGRESS_BEFORE_FRAMES + share, Math::max);
    }

    private SandboxTask toFailed(SandboxTask task, Throwable failure) {
        if (failure instanceof RenderException reason) {
            return task.failed(reason.code(), reason.getMessage(), clock.millis());
        }
        LOG.warnf("Sandbox task %s failed for an unexpected reason: %s", task.id(), failure.getClass().getName());
        return task.failed(RenderException.RENDER, "The video could not be rendered.", clock.millis());
    }

    private void finish(SandboxTask task) {
        release();
        if (stopping) {
            return;
        }
        onWorker(() -> {
            store.save(task);
            tasks.put(task.id(), task);
            progress.remove(task.id());
            deleteOld();
        }).subscribe().with(done -> {
        }, failure -> {
            // The file still has the old phase. Queries of this process return the end. After a restart the task is rendered
            // again.
            tasks.put(task.id(), task);
            LOG.warnf("The end of sandbox task %s could not be stored; a restart renders it again", task.id());
        });
    }

    /** Deletes ended tasks that are too old or exceed the maximum number, oldest first. */
    private void deleteOld() {
        long oldest = clock.millis() - KEEP_FOR.toMillis();
        List<SandboxTask> ended = tasks.values().stream().filter(SandboxTask::hasEnded)
                .sorted(Comparator.comparingLong(SandboxTask::ended).reversed()).toList();
        for (int i = 0; i < ended.size(); i++) {
            if (i >= limits.keep() || ended.get(i).ended() < oldest) {
                tasks.remove(ended.get(i).id());
                store.remove(ended.get(i).id());
            }
        }
    }

    /** Finds the task; empty if there is none. Waits until the tasks are loaded. */
    public Uni<Optional<SandboxTask>> find(String id) {
        return loaded.map(ready -> Optional.ofNullable(tasks.get(id)));
    }

    /**
     * Cancels a task that waits for its render; it is never rendered. Its place in the queue is free when its turn comes.
     *
     * @return false if there is no such task, if its render has started, or if it has ended
     */
    public Uni<Boolean> cancel(String id) {
        return loaded.chain(() -> {
            SandboxTask task = tasks.get(id);
            SandboxTask cancelled = task == null ? null : task.cancelled(clock.millis());
            if (task == null || task.phase() != SandboxTask.Phase.QUEUED || !tasks.replace(id, task, cancelled)) {
                return Uni.createFrom().item(false);
            }
            return onWorker(() -> store.save(cancelled)).onFailure().transform(Sandbox::storageFailure).replaceWith(true);
        });
    }

    /**
     * Deletes a task with its video. A task that waits for its render is never rendered.
     *
     * @return false if there is no such task, or if it is being rendered
     */
    public Uni<Boolean> delete(String id) {
        return loaded.chain(() -> {
            SandboxTask task = tasks.get(id);
            if (task == null || task.phase() == SandboxTask.Phase.RENDERING || !tasks.remove(id, task)) {
                return Uni.createFrom().item(false);
            }
            return onWorker(() -> store.remove(id)).replaceWith(true);
        });
    }

    /** The progress in percent of a task that has not ended, 0..99. */
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
