package dev.zoetrope.flow;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.track.TickRunner;
import dev.zoetrope.view.TickView;
import io.smallrye.mutiny.Uni;

/** Runs a tick when an operator requests it: one pass over all due work. */
@ApplicationScoped
public class Maintenance {
    /** The names under which a tick counts archived files and attempted callbacks. */
    private static final String KEPT = "kept";
    private static final String DELIVERED = "delivered";

    private final TickRunner tickRunner;

    Maintenance(TickRunner tickRunner) {
        this.tickRunner = tickRunner;
    }

    /**
     * Begins due work for at most {@code zoetrope.track.tick}, then waits until the last outcome is written.
     *
     * @return a Uni that fails with 503 if the ledger is not available
     */
    public Uni<TickView> tick() {
        return tickRunner.run().map(done -> TickView.of(done.sent(), done.polled(), done.expired(),
                done.handled().getOrDefault(KEPT, 0), done.handled().getOrDefault(DELIVERED, 0), done.deleted(), done.more()))
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }
}
