package dev.zoetrope.track;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.upstream.AskOutcome;
import dev.zoetrope.upstream.Upstream;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/**
 * Asks the vendor how a running task stands and writes it down. However many want to know at once, one question is
 * under way for a task and all get its answer. A question that fails changes nothing.
 */
@ApplicationScoped
public class AskStep {
    private final Upstream upstream;
    private final Ledger ledger;
    private final AskBudget budget;
    private final TrackConfig config;
    private final Clock clock;
    private final TaskLog log;
    /** No larger than the queries under way: an entry leaves with its answer. */
    private final ConcurrentMap<TaskId, Uni<Task>> underWay = new ConcurrentHashMap<>();

    AskStep(Upstream upstream, Ledger ledger, AskBudget budget, TrackConfig config, Clock clock, TaskLog log) {
        this.upstream = upstream;
        this.ledger = ledger;
        this.budget = budget;
        this.config = config;
        this.clock = clock;
        this.log = log;
    }

    /**
     * The task as it stands, asked for anew if it is running and its state is older than the configured age.
     *
     * @param atOnce ask whatever the age; the cap on questions still holds
     */
    public Uni<Task> refreshed(Task task, boolean atOnce) {
        if (!(task.state() instanceof TaskState.Running running) || !(atOnce || stale(task))) {
            return Uni.createFrom().item(task);
        }
        Uni<Task> others = underWay.get(task.id());
        if (others != null) {
            return others;
        }
        return underWay.computeIfAbsent(task.id(), id -> ask(task, running)
                .onTermination().invoke(() -> underWay.remove(id)).memoize().indefinitely());
    }

    private boolean stale(Task task) {
        return !clock.instant().isBefore(task.updatedAt().plus(config.task().fresh()));
    }

    private Uni<Task> ask(Task task, TaskState.Running running) {
        return upstream.ask(running.vendorId(), budget::take).flatMap(answer -> {
            if (!(answer instanceof AskOutcome.Told told)) {
                return Uni.createFrom().item(task);
            }
            Instant now = clock.instant();
            Task next = task.to(running.observed(told.observation(), now, config.task().resultsWait()), now, null);
            return ledger.advance(next).flatMap(written -> {
                if (written) {
                    log.changed(task, next);
                    return Uni.createFrom().item(next);
                }
                return ledger.find(task.id()).map(found -> found.orElse(task));
            }).onFailure().recoverWithItem(task);
        });
    }
}
