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
import dev.zoetrope.track.TrackLimits;
import dev.zoetrope.upstream.PollOutcome;
import dev.zoetrope.upstream.Upstream;
import dev.zoetrope.video.Pin;
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
    private final PollRateLimiters limiters;
    private final PollResultApplier applier;
    private final NextPoll nextPoll;
    private final Duration maxPause;
    private final Clock clock;
    private final TaskLog log;
    /** The polls in flight. An entry is removed when its poll ends. */
    private final ConcurrentMap<TaskId, Uni<Task>> inFlight = new ConcurrentHashMap<>();

    /** The poll of the vendor: {@link Upstream#ask}. */
    interface Vendor {
        Uni<PollOutcome> poll(Pin pin, String vendorId, BooleanSupplier permit);
    }

    @Inject
    PollStep(Upstream upstream, Ledger ledger, PollRateLimiters limiters, PollResultApplier applier, NextPoll nextPoll,
            TrackLimits limits,
            Clock clock, TaskLog log) {
        this(upstream::ask, ledger, limiters, applier, nextPoll, limits, clock, log);
    }

    PollStep(Vendor vendor, Ledger ledger, PollRateLimiters limiters, PollResultApplier applier, NextPoll nextPoll,
            TrackLimits limits,
            Clock clock,
            TaskLog log) {
        this.vendor = vendor;
        this.ledger = ledger;
        this.limiters = limiters;
        this.applier = applier;
        this.nextPoll = nextPoll;
        this.maxPause = limits.longestHold();
        this.clock = clock;
        this.log = log;
    }

    /**
     * @param task a task with a vendor's id that is running, or that failed and may still succeed
     * @return the task afterwards; its state is unchanged if the vendor did not answer, the rate limit stopped the poll, or
     *         the ledger failed
     */
    public Uni<Task> poll(Task task) {
        Uni<Task> others = inFlight.get(task.id());
        if (others != null) {
            return others;
        }
        return inFlight.computeIfAbsent(task.id(), id -> Uni.createFrom().deferred(() -> pollOnce(task))
                .onTermination().invoke(() -> inFlight.remove(id)).memoize().indefinitely());
    }

    private Uni<Task> pollOnce(Task task) {
        PollRateLimiter limiter = limiters.of(task.pin());
        PollRateLimiter.PollPermit permit = limiter.announce();
        return vendor.poll(task.pin(), task.state().vendorId(), permit::tryTake).onTermination().invoke(permit::end)
                .flatMap(answer -> {
                    Instant now = clock.instant();
                    if (permit.denied()) {
                        return write(task, task.dueAt(nextPoll.afterRateLimit(now)));
                    }
                    if (answer instanceof PollOutcome.NoAnswer none && none.retryAfter() != null) {
                        Duration byVendor = none.retryAfter();
                        limiter.pause(byVendor.compareTo(maxPause) > 0 ? maxPause : byVendor);
                    }
                    return write(task, applier.apply(task, answer, now));
                }).onFailure().recoverWithItem(task);
    }

    private Uni<Task> write(Task before, Task next) {
        return ledger.transition(next).flatMap(written -> {
            if (written) {
                log.changed(before, next);
                return Uni.createFrom().item(next);
            }
            return ledger.find(before.id()).map(found -> found.orElse(before));
        });
    }
}
