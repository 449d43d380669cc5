package dev.zoetrope.track.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.upstream.PollOutcome;
import dev.zoetrope.upstream.Upstream;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/**
 * Polls the vendor for the state of a task, and writes the result with the time of the next poll. At most one poll of a task
 * is in flight; concurrent requests for the same task share it and all get its result. A failed poll changes only the time
 * of the next poll.
 */
@ApplicationScoped
public class PollStep {
    private final Vendor vendor;
    private final Ledger ledger;
    private final PollRateLimiter budget;
    private final PollResultApplier verdict;
    private final NextPoll plan;
    private final Duration longestHold;
    private final Clock clock;
    private final TaskLog log;
    /** The polls in flight. An entry is removed when its poll ends. */
    private final ConcurrentMap<TaskId, Uni<Task>> underWay = new ConcurrentHashMap<>();

    /** The poll of the vendor: {@link Upstream#ask}. */
    interface Vendor {
        Uni<PollOutcome> ask(String vendorId, BooleanSupplier permit);
    }

    @Inject
    PollStep(Upstream upstream, Ledger ledger, PollRateLimiter budget, PollResultApplier verdict, NextPoll plan,
            TrackConfig config,
            Clock clock, TaskLog log) {
        this(upstream::ask, ledger, budget, verdict, plan, config, clock, log);
    }

    PollStep(Vendor vendor, Ledger ledger, PollRateLimiter budget, PollResultApplier verdict, NextPoll plan, TrackConfig config,
            Clock clock,
            TaskLog log) {
        this.vendor = vendor;
        this.ledger = ledger;
        this.budget = budget;
        this.verdict = verdict;
        this.plan = plan;
        this.longestHold = config.track().longestHold();
        this.clock = clock;
        this.log = log;
    }

    /**
     * @param task a task with a vendor's id that is running, or that failed and may still succeed
     * @return the task afterwards; its state is unchanged if the vendor did not answer, the rate limit stopped the poll, or
     *         the ledger failed
     */
    public Uni<Task> ask(Task task) {
        Uni<Task> others = underWay.get(task.id());
        if (others != null) {
            return others;
        }
        return underWay.computeIfAbsent(task.id(), id -> Uni.createFrom().deferred(() -> asked(task))
                .onTermination().invoke(() -> underWay.remove(id)).memoize().indefinitely());
    }

    private Uni<Task> asked(Task task) {
        PollRateLimiter.Permit ticket = budget.ticket();
        return vendor.ask(task.state().vendorId(), ticket::take).onTermination().invoke(ticket::end)
                .flatMap(answer -> {
                    Instant now = clock.instant();
                    if (ticket.refused() && answer instanceof PollOutcome.NoAnswer) {
                        return written(task, task.dueAt(plan.again(now)));
                    }
                    if (answer instanceof PollOutcome.NoAnswer none && none.retryAfter() != null) {
                        Duration told = none.retryAfter();
                        budget.hold(told.compareTo(longestHold) > 0 ? longestHold : told);
                    }
                    return written(task, verdict.after(task, answer, now));
                }).onFailure().recoverWithItem(task);
    }

    private Uni<Task> written(Task before, Task next) {
        return ledger.advance(next).flatMap(mine -> {
            if (mine) {
                log.changed(before, next);
                return Uni.createFrom().item(next);
            }
            return ledger.find(before.id()).map(found -> found.orElse(before));
        });
    }
}
