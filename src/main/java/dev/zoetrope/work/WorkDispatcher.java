package dev.zoetrope.work;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/**
 * Claims due rows of one kind and starts the step of each. A round does not wait for the steps that it starts, so a slow
 * step delays no other. A failed step ends no other: to cancel a create in flight would lose a paid answer.
 *
 * @param <T> the claimed item
 */
public final class WorkDispatcher<T> {
    private static final Logger LOG = Logger.getLogger(WorkDispatcher.class);

    private final IntFunction<Uni<List<T>>> claim;
    private final IntUnaryOperator limit;
    private final Function<T, Uni<?>> step;
    private final OverdueWatch<T> watch;

    /**
     * @param claim claims at most the given number of due rows, so that no other process gets them for a while
     * @param limit how many steps may begin, given the number of running steps; below 1: none
     * @param step the step for one row; its failure is logged, and the row becomes due again
     * @param watch the running steps of this work alone
     */
    public WorkDispatcher(IntFunction<Uni<List<T>>> claim, IntUnaryOperator limit, Function<T, Uni<?>> step,
            OverdueWatch<T> watch) {
        this.claim = claim;
        this.limit = limit;
        this.step = step;
        this.watch = watch;
    }

    /**
     * A dispatcher for tasks of one kind.
     *
     * @param lease the time after which a claimed task is due again, in case the claiming process dies
     */
    public static WorkDispatcher<Task> tasks(Ledger ledger, Clock clock, DueKind kind, Duration lease, IntUnaryOperator limit,
            Function<Task, Uni<?>> step, OverdueWatch<Task> watch) {
        return new WorkDispatcher<>(max -> ledger.claimDue(kind, clock.instant(), lease, max), limit, step, watch);
    }

    /**
     * The result of a round.
     *
     * @param count the number of steps that were started
     * @param more whether more rows may be due, because the limit of the round was reached
     * @param ended completes with the last of these steps, and never fails
     */
    public record Round(int count, boolean more, Uni<Void> ended) {

        public static final Round NOTHING = new Round(0, false, Uni.createFrom().voidItem());

        /** Runs several rounds at the same time; the sum of them. If one fails, the others are run nevertheless. */
        public static Uni<Round> all(List<Uni<Round>> rounds) {
            return rounds.isEmpty() ? Uni.createFrom().item(NOTHING)
                    : Uni.join().all(rounds).andCollectFailures().map(Round::sum);
        }

        private static Round sum(List<Round> rounds) {
            int count = rounds.stream().mapToInt(Round::count).sum();
            boolean more = rounds.stream().anyMatch(Round::more);
            return new Round(count, more,
                    Uni.join().all(rounds.stream().map(Round::ended).toList()).andCollectFailures().replaceWithVoid());
        }
    }

    /** Runs one round: claims the due rows, up to the limit, and starts their steps. */
    public Uni<Round> runRound() {
        return Uni.createFrom().deferred(() -> {
            watch.logOverdue();
            int fits = limit.applyAsInt(watch.count());
            if (fits < 1) {
                return Uni.createFrom().item(new Round(0, true, Uni.createFrom().voidItem()));
            }
            return claim.apply(fits)
                    .map(claimed -> new Round(claimed.size(), claimed.size() == fits, startAll(claimed)));
        });
    }

    private Uni<Void> startAll(List<T> claimed) {
        List<Uni<Void>> started = claimed.stream().map(this::start).toList();
        return started.isEmpty() ? Uni.createFrom().voidItem()
                : Uni.join().all(started).andCollectFailures().replaceWithVoid();
    }

    /** Starts the step at once and independently of its subscribers. */
    private Uni<Void> start(T due) {
        OverdueWatch.Watched watched = watch.begin(due);
        Uni<Void> begun = Uni.createFrom().<Object> deferred(() -> step.apply(due))
                .onTermination().invoke(() -> watch.end(watched))
                .onFailure().invoke(failure -> LOG.debug("a step failed; its task becomes due again", failure))
                .onItemOrFailure().<Void> transform((done, failure) -> null)
                .memoize().indefinitely();
        begun.subscribe().with(done -> {
        });
        return begun;
    }
}
