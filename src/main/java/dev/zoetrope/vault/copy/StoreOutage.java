package dev.zoetrope.vault.copy;

import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

/** Says once, and loudly, that the store does not work, and once that it does again: a full disk fails every copy. */
@Singleton
class StoreOutage {
    private static final Logger LOG = Logger.getLogger(StoreOutage.class);

    private final AtomicBoolean known = new AtomicBoolean();

    /** @param what the failure was, in words for a log */
    void failed(String what) {
        if (known.compareAndSet(false, true)) {
            LOG.errorf(
                    "the vault cannot write (%s): a full disk, or a bucket out of reach? Copies are tried again until the vendor's links die",
                    what);
        }
    }

    void worked() {
        if (known.get() && known.compareAndSet(true, false)) {
            LOG.info("the vault can write again");
        }
    }

    /** Whether the last word was a failure. */
    boolean lasts() {
        return known.get();
    }
}
