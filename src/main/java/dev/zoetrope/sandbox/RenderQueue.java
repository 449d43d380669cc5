package dev.zoetrope.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import dev.zoetrope.observe.Meters;
import dev.zoetrope.sandbox.render.MediaFetch;
import dev.zoetrope.sandbox.render.RenderEstimator;
import dev.zoetrope.sandbox.render.RenderException;
import dev.zoetrope.sandbox.render.RenderJob;
import dev.zoetrope.sandbox.render.RenderSlots;
import dev.zoetrope.sandbox.render.Renderer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;

/**
 * Renders videos, up to the configured number at the same time, the others in order of arrival. Each render has its own
 * thread and its own directory. Also estimates how long a render takes.
 */
@Singleton
public class RenderQueue {
    private static final long IDLE_SECONDS = 60;

    private final TaskStore store;
    private final MediaFetch fetch;
    private final Renderer renderer;
    private final Clock clock;
    private final Meters meters;
    private final RenderEstimator estimator = new RenderEstimator();
    private final RenderSlots slots;
    private final int concurrency;
    private final ExecutorService threads;
    private final AtomicInteger threadNumber = new AtomicInteger();

    RenderQueue(TaskStore store, MediaFetch fetch, Renderer renderer, SandboxConfig config, Clock clock,
            Meters meters) {
        this.store = store;
        this.fetch = fetch;
        this.renderer = renderer;
        this.clock = clock;
        this.meters = meters;
        this.concurrency = Math.max(1, config.sandbox().renders().orElse(Runtime.getRuntime().availableProcessors() - 1));
        this.slots = new RenderSlots(concurrency);
        // RenderSlots admits at most one render per thread, so the queue of the pool stays empty.
        ThreadPoolExecutor pool = new ThreadPoolExecutor(concurrency, concurrency, IDLE_SECONDS, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(concurrency), work -> {
                    Thread thread = new Thread(work, "sandbox-render-" + threadNumber.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /**
     * Renders the video of a task and stores it.
     *
     * @param started called when the render starts
     * @param frames called with the number of frames rendered so far
     * @return a Uni that fails with a {@link RenderException} if the caller may see the reason
     */
    Uni<Void> render(SandboxTask task, Runnable started, IntConsumer frames) {
        return slots.run(() -> {
            long begin = clock.millis();
            started.run();
            return Uni.createFrom().item(Unchecked.supplier(() -> store.createWorkDirectory(task.id())))
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .chain(directory -> fetch.fetch(task.job(), directory)
                            .emitOn(threads).invoke(Unchecked.consumer(files -> {
                                Path video = renderer.render(task.job(), files, directory, frames);
                                store.storeVideo(task.id(), video);
                                estimator.learn(task.job(), (clock.millis() - begin) / 1000.0);
                            })))
                    .onItemOrFailure().invoke((done, failure) -> meters.renders(failure == null)
                            .record(Duration.ofMillis(clock.millis() - begin)))
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .onFailure().call(failure -> clear(task)).call(() -> clear(task)).replaceWithVoid();
        });
    }

    private Uni<Void> clear(SandboxTask task) {
        return Uni.createFrom().<Void> item(() -> {
            store.deleteWorkDirectory(task.id());
            return null;
        }).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** Maximum number of concurrent renders. */
    int concurrency() {
        return concurrency;
    }

    /** Estimated seconds until this job ends, if the jobs ahead of it are rendered first. */
    int estimate(RenderJob job, Iterable<RenderJob> ahead) {
        double before = 0;
        for (RenderJob other : ahead) {
            before += estimator.estimateSeconds(other);
        }
        return (int) Math.ceil(before / concurrency + estimator.estimateSeconds(job));
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
