package dev.zoetrope.vault.copy;

import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

/**
 * Whether the store fails to write. Logs an error once when that begins and a line once when it ends, not for every copy: a
 * full disk fails all of them. Thread-safe.
 */
@Singleton
class StoreOutage {
    private static final Logger LOG = Logger.getLogger(StoreOutage.class);

    private final AtomicBoolean failing = new AtomicBoolean();

    /** @param what the failure, as text for the log */
    void recordFailure(String what) {
        if (failing.compareAndSet(false, true)) {
            LOG.errorf(
                    "the vault cannot write (%s): full disk or unreachable bucket? Copies are tried again for 24 hours",
                    what);
        }
    }

    void recordSuccess() {
        if (failing.get() && failing.compareAndSet(true, false)) {
            LOG.info("the vault can write again");
        }
    }

    /** Whether the most recent write failed. */
    boolean isOngoing() {
        return failing.get();
    }
}
