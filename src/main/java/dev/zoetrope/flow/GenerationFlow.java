package dev.zoetrope.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.Intent;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.track.SendStep;
import dev.zoetrope.track.Sent;
import dev.zoetrope.track.TaskRefresh;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.UnderWay;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * The way of a request, on one screen. A create: write the intent, send once, write the outcome, answer. A query: read,
 * ask the vendor if the state is old, answer.
 */
@ApplicationScoped
public class GenerationFlow {
    private final Ledger ledger;
    private final SendStep sender;
    private final UnderWay underWay;
    private final TaskRefresh refresh;
    private final TrackConfig config;
    private final Clock clock;
    private final RandomGenerator random;
    private final Vertx vertx;
    private final TaskLog log;

    GenerationFlow(Ledger ledger, SendStep sender, UnderWay underWay, TaskRefresh refresh, TrackConfig config, Clock clock,
            RandomGenerator random, Vertx vertx, TaskLog log) {
        this.ledger = ledger;
        this.sender = sender;
        this.underWay = underWay;
        this.refresh = refresh;
        this.config = config;
        this.clock = clock;
        this.random = random;
        this.vertx = vertx;
        this.log = log;
    }

    /**
     * Takes a create. The task is durable before the first byte goes to the vendor, and its outcome is durable before
     * this completes; only when the outcome takes longer than {@code zoetrope.submit.wait} does the pending task come
     * back without it.
     *
     * @return the task; fails with {@link dev.zoetrope.video.FailureException} when the vendor refused it in time, and
     *         as a 503 when it could not be written down or the process is stopping, and so was not sent
     */
    public Uni<Task> create(Caller caller, GenerationRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Task intent = new Task(TaskId.next(now, random), caller, request, new TaskState.Pending().send(), now, now,
                sender.lease(now), 0, 0);
        Uni<Sent> work = underWay.run(() -> ledger.open(Intent.of(intent)).invoke(() -> log.opened(intent))
                .chain(() -> sender.send(intent)));
        return Detached.start(vertx, work, config.submit().longestWait(), () -> new Sent(intent, Optional.empty()))
                .map(sent -> {
                    sent.refusal().ifPresent(refusal -> {
                        throw refusal.exception();
                    });
                    return sent.task();
                }).onFailure(LedgerException.class).transform(StorageTrouble::told);
    }

    /**
     * The caller's task.
     *
     * @param id as it came in, whatever it is
     * @param atOnce ask the vendor first, however young the state is
     * @return fails with 404 if this caller has no such task
     */
    public Uni<Task> query(Caller caller, String id, boolean atOnce) {
        return TaskId.parse(id).map(ledger::find).orElse(Uni.createFrom().item(Optional.empty()))
                .map(found -> found.filter(task -> task.caller().equals(caller))
                        .orElseThrow(() -> Failure.notFound("There is no such task.").exception()))
                .flatMap(task -> Detached.start(vertx, refresh.refreshed(task, atOnce),
                        config.submit().longestWait(), () -> task))
                .onFailure(LedgerException.class).transform(StorageTrouble::told);
    }

    /** A page of the caller's tasks, newest first; empty if {@code after} is none of them. */
    public Uni<Optional<List<Task>>> list(Caller caller, Optional<Status> status, int limit, Optional<TaskId> after) {
        return ledger.list(caller, status, limit, after)
                .onFailure(LedgerException.class).transform(StorageTrouble::told);
    }

    /**
     * How long the whole task takes, in seconds: as it took once it has ended; until then the vendor's word, else the
     * configured estimate.
     */
    public int estimatedSeconds(Task task) {
        if (task.state().ended()) {
            return Math.max(0, Math.toIntExact(Duration.between(task.createdAt(), task.updatedAt()).toSeconds()));
        }
        Integer told = task.state().estimatedSeconds();
        return told == null ? Math.toIntExact(config.task().estimate().toSeconds()) : told;
    }
}
