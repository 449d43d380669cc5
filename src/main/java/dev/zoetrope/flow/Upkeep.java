package dev.zoetrope.flow;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.StorageTrouble;
import dev.zoetrope.track.Sweep;
import dev.zoetrope.view.TickView;
import io.smallrye.mutiny.Uni;

/** The work nobody asked for, done because an operator asks. */
@ApplicationScoped
public class Upkeep {
    /** The words of the steps that keep files and call back. */
    private static final String KEPT = "kept";
    private static final String DELIVERED = "delivered";

    private final Sweep sweep;

    Upkeep(Sweep sweep) {
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
                .onFailure(LedgerException.class).transform(StorageTrouble::told);
    }
}
