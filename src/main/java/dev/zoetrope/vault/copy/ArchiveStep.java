package dev.zoetrope.vault.copy;

import java.time.Clock;
import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.inject.Singleton;

import dev.zoetrope.ledger.Change;
import dev.zoetrope.ledger.ChangeFeed;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.store.VaultMode;
import dev.zoetrope.vault.CopyLimits;
import dev.zoetrope.vault.VaultConfig;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.work.OverdueWatch;
import dev.zoetrope.work.WorkDispatcher;
import dev.zoetrope.work.WorkHandler;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/**
 * Copies the files of completed tasks that only the vendor has. In on-demand mode a tick does it and a query does not: a
 * query must answer at once, and a copy may take minutes.
 */
@Singleton
@Priority(ArchiveStep.BEFORE_DELIVERY)
class ArchiveStep implements WorkHandler {
    /** Before the deliveries, so that they carry the URL of the stored file. */
    static final int BEFORE_DELIVERY = 200;

    /** Files copied at the same time, each of a different task. A disk is not faster with more. */
    private static final int MAX_COPIES = 4;

    private final Ledger ledger;
    private final ChangeFeed feed;
    private final ResultArchiver archiver;
    private final VaultConfig.Vault config;
    private final CopyLimits limits;
    private final Clock clock;
    private final Vertx vertx;
    private final WorkDispatcher<Task> work;

    ArchiveStep(Ledger ledger, ChangeFeed feed, ResultArchiver archiver, VaultConfig config, CopyLimits limits, Clock clock,
            Meters meters,
            Vertx vertx) {
        this.ledger = ledger;
        this.feed = feed;
        this.archiver = archiver;
        this.config = config.vault();
        this.limits = limits;
        this.clock = clock;
        this.vertx = vertx;
        this.work = WorkDispatcher.tasks(ledger, clock, DueKind.COPY, this.config.lease(), busy -> MAX_COPIES - busy,
                this::archive, new OverdueWatch<>(name(), clock, meters, this::longestRun, task -> task.id().value()));
    }

    /**
     * Longest duration of a step: the timeout of every file, because files are copied one after the other, and a lease for
     * the writes.
     */
    private Duration longestRun(Task task) {
        int files = task.state() instanceof TaskState.Completed completed ? completed.results().size() : 1;
        return limits.totalTimeout().multipliedBy(files).plus(config.lease());
    }

    @Override
    public String name() {
        return "kept";
    }

    /** Always true. In mode {@code off} it clears the due time of tasks that were due for a copy when the mode changed. */
    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public Uni<WorkDispatcher.Round> runRound() {
        return work.runRound();
    }

    @Override
    public void setWakeUp(Runnable wake) {
        feed.listen(change -> {
            if (isDue(change)) {
                wake.run();
            }
        });
    }

    /** Only tasks that are due now. After a renewal or a failure the task is due later, and the loop finds it then. */
    private boolean isDue(Change change) {
        Task task = change.task();
        return task != null && task.state() instanceof TaskState.Completed && task.dueAt() != null
                && !task.dueAt().isAfter(clock.instant());
    }

    private Uni<?> archive(Task due) {
        if (config.mode() == VaultMode.OFF) {
            return ledger.transition(due.dueAt(null));
        }
        TaskLease lease = new TaskLease(ledger, clock, config.lease(), vertx, due);
        return onNextEventLoop(archiver.archive(due, (TaskState.Completed) due.state(), lease)).onTermination()
                .invoke(lease::stop);
    }

    /**
     * Runs a copy on the next event loop. Copies need CPU time, mostly for the hash, and all rounds run on a single event
     * loop.
     */
    private Uni<Void> onNextEventLoop(Uni<Void> work) {
        return Uni.createFrom().emitter(done -> ((VertxInternal) vertx).createEventLoopContext().runOnContext(go -> {
            try {
                work.subscribe().with(done::complete, done::fail);
            } catch (Throwable e) { // an Error too: the slot of the copy must become free however the copy ends
                done.fail(e);
            }
        }));
    }
}
