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
 * Due rows of one kind and the step they wait for. A round claims and begins; it does not wait for what it began, so that a
 * slow step holds up no other, and a failure of one step ends no other: to cancel a create under way would lose a
 * paid answer.
 *
 * @param <T> what is claimed
 */
public final class WorkDispatcher<T> {
    private static final Logger LOG = Logger.getLogger(WorkDispatcher.class);

    private final IntFunction<Uni<List<T>>> claim;
    private final IntUnaryOperator room;
    private final Function<T, Uni<?>> step;
    private final OverdueWatch<T> places;

    /**
     * @param claim takes at most so many due rows, so that nobody else is given them for a while
     * @param room how many steps may begin, given those under way; below 1: none
     * @param step what is done about each; its failure is logged, and the row comes due again
     * @param places who holds a place; for this work alone
     */
    public WorkDispatcher(IntFunction<Uni<List<T>>> claim, IntUnaryOperator room, Function<T, Uni<?>> step,
            OverdueWatch<T> places) {
        this.claim = claim;
        this.room = room;
        this.step = step;
        this.places = places;
    }

    /**
     * Tasks of one kind.
     *
     * @param lease until when a claimed task is due again, should its claimer die
     */
    public static WorkDispatcher<Task> tasks(Ledger ledger, Clock clock, DueKind kind, Duration lease, IntUnaryOperator room,
            Function<Task, Uni<?>> step, OverdueWatch<Task> places) {
        return new WorkDispatcher<>(most -> ledger.claimDue(kind, clock.instant(), lease, most), room, step, places);
    }

    /**
     * What a round has done.
     *
     * @param count steps begun
     * @param more whether there may be more that is due: there was no room for it
     * @param ended completes with the last of these steps, and never fails
     */
    public record Round(int count, boolean more, Uni<Void> ended) {
        public static final Round NOTHING = new Round(0, false, Uni.createFrom().voidItem());
    }

    /** One round: all that was due, and fitted in, is under way or done afterwards. */
    public Uni<Round> round() {
        return Uni.createFrom().deferred(() -> {
            places.look();
            int fits = room.applyAsInt(places.held());
            if (fits < 1) {
                return Uni.createFrom().item(new Round(0, true, Uni.createFrom().voidItem()));
            }
            return claim.apply(fits)
                    .map(claimed -> new Round(claimed.size(), claimed.size() == fits, all(claimed)));
        });
    }

    private Uni<Void> all(List<T> claimed) {
        List<Uni<Void>> begun = claimed.stream().map(this::begin).toList();
        return begun.isEmpty() ? Uni.createFrom().voidItem()
                : Uni.join().all(begun).andCollectFailures().replaceWithVoid();
    }

    /** Begins now, whoever waits for it. */
    private Uni<Void> begin(T due) {
        OverdueWatch.Watched place = places.begin(due);
        Uni<Void> begun = Uni.createFrom().<Object> deferred(() -> step.apply(due))
                .onTermination().invoke(() -> places.end(place))
                .onFailure().invoke(failure -> LOG.debug("a step failed; its task comes due again", failure))
                .onItemOrFailure().<Void> transform((done, failure) -> null)
                .memoize().indefinitely();
        begun.subscribe().with(done -> {
        });
        return begun;
    }
}
