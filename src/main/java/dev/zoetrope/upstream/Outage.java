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
    private static final Set<SendFailureReason> LOCAL_REASONS = EnumSet.of(SendFailureReason.BUSY, SendFailureReason.NOT_BUILT);

    private final AtomicReference<SendFailureReason> current = new AtomicReference<>();
    private final Meters meters;

    Outage(Meters meters) {
        this.meters = meters;
        meters.upstreamReachable(true, "none");
    }

    /** Records that a create was not sent. */
    void recordNotSent(SendFailureReason reason) {
        if (LOCAL_REASONS.contains(reason)) {
            return;
        }
        SendFailureReason before = current
                .getAndUpdate(known -> known != null && reason == SendFailureReason.BREAKER_OPEN ? known : reason);
        if (before == null) {
            LOG.warnf("creates cannot be sent to the vendor: %s; they stay pending and are sent again until "
                    + "zoetrope.submit.deadline", reason.description());
        }
        if (before != reason) {
            meters.upstreamReachable(false, current().label());
        }
    }

    /** Records that the vendor answered a create, with any status. */
    void recordAnswered() {
        if (current.get() != null && current.getAndSet(null) != null) {
            LOG.info("the vendor answers creates again");
            meters.upstreamReachable(true, "none");
        }
    }

    private SendFailureReason current() {
        SendFailureReason now = current.get();
        return now == null ? SendFailureReason.OTHER : now;
    }
}
