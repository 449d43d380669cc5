package dev.zoetrope.upstream;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.observe.Meters;

/**
 * Reports a period in which no create reaches the vendor: from the first create that is not sent to the first create that
 * the vendor answers. The log has one line for its start and one for its end, and a metric shows the reason. Thread-safe.
 */
@Singleton
class Outage {
    private static final Logger LOG = Logger.getLogger(Outage.class);

    /** Reasons that say nothing about the vendor. */
    private static final Set<SendFailureReason> OURS = EnumSet.of(SendFailureReason.BUSY, SendFailureReason.NOT_BUILT);

    private final AtomicReference<SendFailureReason> reason = new AtomicReference<>();
    private final Meters meters;

    Outage(Meters meters) {
        this.meters = meters;
        meters.upstreamReachable(true, "none");
    }

    /** Records that a create was not sent. */
    void notSent(SendFailureReason why) {
        if (OURS.contains(why)) {
            return;
        }
        SendFailureReason before = reason
                .getAndUpdate(known -> known != null && why == SendFailureReason.BREAKER_OPEN ? known : why);
        if (before == null) {
            LOG.warnf("creates cannot be sent to the vendor: %s; they stay pending and are sent again until "
                    + "zoetrope.submit.deadline", why.words());
        }
        if (before != why) {
            meters.upstreamReachable(false, reason().label());
        }
    }

    /** Records that the vendor answered a create, with any status. */
    void answered() {
        if (reason.get() != null && reason.getAndSet(null) != null) {
            LOG.info("the vendor answers creates again");
            meters.upstreamReachable(true, "none");
        }
    }

    private SendFailureReason reason() {
        SendFailureReason now = reason.get();
        return now == null ? SendFailureReason.OTHER : now;
    }
}
