package dev.zoetrope.track;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.track.loop.Retention;
import dev.zoetrope.track.loop.TrackerWork;
import dev.zoetrope.track.poll.DurationWarmup;
import dev.zoetrope.work.WorkDispatcher;
import dev.zoetrope.work.WorkHandler;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Does all due work of every kind once, for a bounded time, and waits for the outcome of all work that it started. It
 * replaces the loops on a platform that runs this process only while it answers a request. It may run at the same time as
 * the loops or another tick, because a due row is claimed once.
 */
@ApplicationScoped
public class TickRunner {
    /** Limit of concurrent streams for the merge operator; larger than the number of rounds of one tick. */
    private static final int MAX_MERGED = 1 << 16;

    private final TrackerWork work;
    private final Retention retention;
    private final DurationWarmup warmup;
    private final SendQueue sendQueue;
    private final VendorLoad load;
    private final List<WorkHandler> handlers;
    private final LoopConfig config;
    private final TrackLimits limits;
    private final Clock clock;
    private final Vertx vertx;

    public TickRunner(TrackerWork work, Retention retention, DurationWarmup warmup, SendQueue sendQueue,
            VendorLoad load, @All List<WorkHandler> others,
            TrackConfig config, TrackLimits limits, Clock clock, Vertx vertx) {
        this.work = work;
        this.retention = retention;
        this.warmup = warmup;
        this.sendQueue = sendQueue;
        this.load = load;
        this.handlers = others.stream().filter(WorkHandler::enabled).toList();
        this.config = config.track();
        this.limits = limits;
        this.clock = clock;
        this.vertx = vertx;
    }

    /**
     * The work of one tick.
     *
     * @param sent due creates that were sent, or ended at their deadline
     * @param polled polls
     * @param expired creates whose lease expired
     * @param deleted ended tasks that were deleted after their retention
     * @param handled the steps of other packages' handlers, by the name of the handler
     * @param more whether the time was over before all due work was started
     */
    public record TickResult(int sent, int polled, int expired, int deleted, Map<String, Integer> handled, boolean more) {
        private TickResult plus(String name, int count, boolean moreOfIt) {
            Map<String, Integer> all = new TreeMap<>(handled);
            all.merge(name, count, Integer::sum);
            return new TickResult(sent, polled, expired, deleted, all, more || moreOfIt);
        }
    }

    /** The sum of all rounds of one kind of work. */
    private static final class Tally {
        private int count;
        private boolean more = true;

        void add(WorkDispatcher.Round round) {
            count += round.count();
            more &= round.more();
        }
    }

    /** @return a Uni that fails only if the ledger fails; work that was started then continues */
    public Uni<TickResult> run() {
        return Uni.createFrom().deferred(() -> {
            Instant end = clock.instant().plus(config.tick());
            return Uni.combine().all()
                    .unis(sendQueue.refreshCounts().chain(load::refresh).chain(() -> runRounds(work::send, end)),
                            warmup.load().chain(() -> runRounds(work::poll, end)),
                            runRounds(work::expireLeases, end), runRounds(this::deleteBatch, end))
                    .with(TickRunner::result)
                    .flatMap(result -> handlers(result, end));
        });
    }

    /**
     * Runs the handlers one after the other: files of tasks that ended in this tick are archived, and then the callbacks are
     * delivered.
     */
    private Uni<TickResult> handlers(TickResult result, Instant end) {
        Uni<TickResult> done = Uni.createFrom().item(result);
        for (WorkHandler step : handlers) {
            done = done.flatMap(before -> runRounds(step::runRound, end)
                    .map(tally -> before.plus(step.name(), tally.count, tally.more)));
        }
        return done;
    }

    private static TickResult result(Tally sent, Tally polled, Tally expired, Tally deleted) {
        return new TickResult(sent.count, polled.count, expired.count, deleted.count, Map.of(),
                sent.more || polled.more || expired.more || deleted.more);
    }

    /** Runs rounds until nothing more is due or the time is over. */
    private Uni<Tally> runRounds(Supplier<Uni<WorkDispatcher.Round>> roundRunner, Instant end) {
        return Uni.createFrom().deferred(roundRunner::get)
                .onItem().call(round -> pause(round.more() && round.count() == 0, limits.pace()))
                .repeat().whilst(round -> round.more() && clock.instant().isBefore(end))
                .onItem().transformToUni(round -> round.ended().replaceWith(round)).merge(MAX_MERGED)
                .collect().in(Tally::new, Tally::add);
    }

    private Uni<WorkDispatcher.Round> deleteBatch() {
        return retention.deleteBatch()
                .map(deleted -> new WorkDispatcher.Round(deleted, deleted == retention.batchSize(),
                        Uni.createFrom().voidItem()))
                .call(round -> pause(round.more(), limits.retention().pause()));
    }

    private Uni<Void> pause(boolean wanted, Duration length) {
        return wanted
                ? Uni.createFrom()
                        .emitter(over -> vertx.setTimer(Math.max(1, length.toMillis()), ignored -> over.complete(null)))
                : Uni.createFrom().voidItem();
    }
}
