package dev.zoetrope.upstream;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.observe.Meters;

/**
 * Reports a period in which no create reaches a vendor: from the first create that is not sent to the first create that the
 * vendor answers. The log has one line for its start and one for its end, and a metric shows the reason. Thread-safe.
 */
@Singleton
class Outage {
    private static final Logger LOG = Logger.getLogger(Outage.class);

    /** Reasons that say nothing about the vendor. */
    private static final Set<SendFailureReason> LOCAL_REASONS = EnumSet.of(SendFailureReason.BUSY, SendFailureReason.NOT_BUILT);

    /** The reason by the name of the vendor; vendors that creates reach are absent. */
    private final Map<String, SendFailureReason> reasons = new ConcurrentHashMap<>();
    private final Meters meters;

    Outage(Meters meters) {
        this.meters = meters;
    }

    /** Shows a vendor that no create was sent to yet. */
    void begin(String vendor) {
        meters.upstreamReachable(vendor, true, "none");
    }

    /** Records that a create was not sent. */
    void recordNotSent(String vendor, SendFailureReason reason) {
        if (LOCAL_REASONS.contains(reason)) {
            return;
        }
        SendFailureReason before = reasons.get(vendor);
        if (before != null && (reason == SendFailureReason.BREAKER_OPEN || before == reason)) {
            return;
        }
        if (reasons.put(vendor, reason) == null) {
            LOG.warnf("creates cannot be sent to the vendor %s: %s; they stay pending and are sent again until "
                    + "zoetrope.submit.deadline", vendor, reason.description());
        }
        meters.upstreamReachable(vendor, false, reason.label());
    }

    /** Records that the vendor answered a create, with any status. */
    void recordAnswered(String vendor) {
        if (!reasons.isEmpty() && reasons.remove(vendor) != null) {
            LOG.infof("the vendor %s answers creates again", vendor);
            meters.upstreamReachable(vendor, true, "none");
        }
    }

    /** Why no create reaches a vendor; null if creates do, or if none was sent yet. */
    String reason(String vendor) {
        SendFailureReason reason = reasons.get(vendor);
        return reason == null ? null : reason.label();
    }
}
