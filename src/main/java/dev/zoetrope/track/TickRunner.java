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
    /** Above the number of rounds of one tick whose work can be in flight at once. */
    private static final int MERGED = 1 << 16;

    private final TrackerWork steps;
    private final Retention retention;
    private final DurationWarmup history;
    private final SendQueue turns;
    private final List<WorkHandler> others;
    private final LoopConfig config;
    private final Clock clock;
    private final Vertx vertx;

    public TickRunner(TrackerWork steps, Retention retention, DurationWarmup history, SendQueue turns,
            @All List<WorkHandler> others,
            TrackConfig config, Clock clock, Vertx vertx) {
        this.steps = steps;
        this.retention = retention;
        this.history = history;
        this.turns = turns;
        this.others = others.stream().filter(WorkHandler::enabled).toList();
        this.config = config.track();
        this.clock = clock;
        this.vertx = vertx;
    }

    /**
     * The work of one tick.
     *
     * @param sent due creates that were sent, or ended at their deadline
     * @param asked polls
     * @param settled creates whose lease expired
     * @param removed ended tasks that were deleted after their retention
     * @param others the steps of other packages' handlers, by the name of the handler
     * @param more whether the time was over before all due work was started
     */
    public record TickResult(int sent, int asked, int settled, int removed, Map<String, Integer> others, boolean more) {
        private TickResult and(String word, int count, boolean moreOfIt) {
            Map<String, Integer> all = new TreeMap<>(others);
            all.merge(word, count, Integer::sum);
            return new TickResult(sent, asked, settled, removed, all, more || moreOfIt);
        }
    }

    /** The sum of all rounds of one kind of work. */
    private static final class Tally {
        private int count;
        private boolean more = true;

        void add(WorkDispatcher.Round begun) {
            count += begun.count();
            more &= begun.more();
        }
    }

    /** @return fails only if the ledger fails; work that was started then continues */
    public Uni<TickResult> run() {
        return Uni.createFrom().deferred(() -> {
            Instant end = clock.instant().plus(config.tick());
            return Uni.combine().all()
                    .unis(turns.count().chain(() -> all(steps::send, end)), history.read().chain(() -> all(steps::ask, end)),
                            all(steps::settle, end), all(this::removal, end))
                    .with(TickRunner::swept)
                    .flatMap(swept -> others(swept, end));
        });
    }

    /**
     * Runs the handlers one after the other: files of tasks that ended in this tick are archived, and then the callbacks are
     * delivered.
     */
    private Uni<TickResult> others(TickResult swept, Instant end) {
        Uni<TickResult> done = Uni.createFrom().item(swept);
        for (WorkHandler step : others) {
            done = done.flatMap(before -> all(step::round, end)
                    .map(tally -> before.and(step.word(), tally.count, tally.more)));
        }
        return done;
    }

    private static TickResult swept(Tally sent, Tally asked, Tally settled, Tally removed) {
        return new TickResult(sent.count, asked.count, settled.count, removed.count, Map.of(),
                sent.more || asked.more || settled.more || removed.more);
    }

    /** Runs rounds until nothing more is due or the time is over. */
    private Uni<Tally> all(Supplier<Uni<WorkDispatcher.Round>> round, Instant end) {
        return Uni.createFrom().deferred(round::get)
                .onItem().call(begun -> pause(begun.more() && begun.count() == 0, config.pace()))
                .repeat().whilst(begun -> begun.more() && clock.instant().isBefore(end))
                .onItem().transformToUni(begun -> begun.ended().replaceWith(begun)).merge(MERGED)
                .collect().in(Tally::new, Tally::add);
    }

    private Uni<WorkDispatcher.Round> removal() {
        return retention.batch()
                .map(removed -> new WorkDispatcher.Round(removed, removed == retention.most(), Uni.createFrom().voidItem()))
                .call(begun -> pause(begun.more(), config.retentionPause()));
    }

    private Uni<Void> pause(boolean wanted, Duration length) {
        return wanted
                ? Uni.createFrom().emitter(over -> vertx.setTimer(Math.max(1, length.toMillis()), at -> over.complete(null)))
                : Uni.createFrom().voidItem();
    }
}
