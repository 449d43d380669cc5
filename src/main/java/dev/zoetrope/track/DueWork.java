package dev.zoetrope.track;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
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
 */
final class DueWork {
    private static final Logger LOG = Logger.getLogger(DueWork.class);

    private final Ledger ledger;
    private final Clock clock;
    private final DueKind kind;
    private final Duration lease;
    private final IntUnaryOperator room;
    private final Function<Task, Uni<?>> step;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * @param lease until when a claimed row is due again, should its claimer die
     * @param room how many steps may begin, given those under way; below 1: none
     */
    DueWork(Ledger ledger, Clock clock, DueKind kind, Duration lease, IntUnaryOperator room, Function<Task, Uni<?>> step) {
        this.ledger = ledger;
        this.clock = clock;
        this.kind = kind;
        this.lease = lease;
        this.room = room;
        this.step = step;
    }

    /**
     * What a round has done.
     *
     * @param count steps begun
     * @param more whether there may be more that is due: there was no room for it
     * @param ended completes with the last of these steps, and never fails
     */
    record Begun(int count, boolean more, Uni<Void> ended) {
        static final Begun NOTHING = new Begun(0, false, Uni.createFrom().voidItem());
    }

    /** One round: all that was due, and fitted in, is under way or done afterwards. */
    Uni<Begun> round() {
        return Uni.createFrom().deferred(() -> {
            int fits = room.applyAsInt(underWay.get());
            if (fits < 1) {
                return Uni.createFrom().item(new Begun(0, true, Uni.createFrom().voidItem()));
            }
            return ledger.claimDue(kind, clock.instant(), lease, fits)
                    .map(claimed -> new Begun(claimed.size(), claimed.size() == fits, all(claimed)));
        });
    }

    private Uni<Void> all(List<Task> claimed) {
        List<Uni<Void>> begun = claimed.stream().map(this::begin).toList();
        return begun.isEmpty() ? Uni.createFrom().voidItem()
                : Uni.join().all(begun).andCollectFailures().replaceWithVoid();
    }

    /** Begins now, whoever waits for it. */
    private Uni<Void> begin(Task due) {
        underWay.incrementAndGet();
        Uni<Void> begun = Uni.createFrom().<Object> deferred(() -> step.apply(due))
                .onTermination().invoke(underWay::decrementAndGet)
                .onFailure().invoke(failure -> LOG.debug("a step failed; its task comes due again", failure))
                .onItemOrFailure().<Void> transform((done, failure) -> null)
                .memoize().indefinitely();
        begun.subscribe().with(done -> {
        });
        return begun;
    }
}
