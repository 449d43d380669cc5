package dev.zoetrope.flow;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.track.TickRunner;
import dev.zoetrope.view.TickView;
import io.smallrye.mutiny.Uni;

/** The work nobody asked for, done because an operator asks. */
@ApplicationScoped
public class Maintenance {
    /** The words of the steps that keep files and call back. */
    private static final String KEPT = "kept";
    private static final String DELIVERED = "delivered";

    private final TickRunner sweep;

    Maintenance(TickRunner sweep) {
        this.sweep = sweep;
    }

    /**
     * Does what is due, for the bounded time of {@code zoetrope.track.tick} and until the last outcome is there.
     *
     * @return fails with 503 when the storage is not available
     */
    public Uni<TickView> tick() {
        return sweep.run().map(done -> TickView.of(done.sent(), done.asked(), done.settled(),
                done.others().getOrDefault(KEPT, 0), done.others().getOrDefault(DELIVERED, 0), done.removed(), done.more()))
                .onFailure(LedgerException.class).transform(LedgerFailures::told);
    }
}
