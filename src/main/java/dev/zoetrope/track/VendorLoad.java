package dev.zoetrope.track;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.upstream.Vendors;
import io.smallrye.mutiny.Uni;

/**
 * The number of live tasks of each vendor and key, counted in the ledger, for vendors that limit it. All replicas count in the
 * same ledger. Between two counts each process adds the creates that it sends.
 */
@Singleton
public class VendorLoad {
    /** A count that is older is not used: in on-demand mode no loop counts. */
    private static final Duration OLDEST = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(VendorLoad.class);

    private final Vendors vendors;
    private final Ledger ledger;
    private final Clock clock;
    private volatile Instant counted = Instant.EPOCH;

    public VendorLoad(Vendors vendors, Ledger ledger, Clock clock) {
        this.vendors = vendors;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Counts anew. */
    public Uni<Void> refresh() {
        return Uni.createFrom().deferred(() -> {
            if (!vendors.limitsLive()) {
                return Uni.createFrom().voidItem();
            }
            Instant now = clock.instant();
            vendors.beginCount();
            return ledger.liveByPin().invoke(live -> {
                vendors.setLive(live);
                counted = now;
            }).replaceWithVoid();
        });
    }

    /** Logs a warning for each vendor that has live tasks and is not configured: nobody polls these tasks. */
    public Uni<Void> warnOfMissingVendors() {
        return ledger.liveByPin().invoke(live -> {
            Map<String, Integer> missing = new TreeMap<>();
            live.forEach((pin, count) -> {
                if (!vendors.names().contains(pin.vendor())) {
                    missing.merge(pin.vendor(), count, Integer::sum);
                }
            });
            missing.forEach(
                    (vendor, count) -> LOG.warnf("%d tasks are at the vendor %s, which is not among the vendors: they are "
                            + "not polled until it is configured again", count, vendor));
        }).onFailure().invoke(failure -> LOG.debug("the live tasks could not be counted", failure))
                .onFailure().recoverWithNull().replaceWithVoid();
    }

    /** Counts anew if the last count is too old. If the ledger fails, the last count is used. */
    Uni<Void> ensureFresh() {
        return vendors.limitsLive() && clock.instant().isAfter(counted.plus(OLDEST))
                ? refresh().onFailure().recoverWithNull()
                : Uni.createFrom().voidItem();
    }
}
