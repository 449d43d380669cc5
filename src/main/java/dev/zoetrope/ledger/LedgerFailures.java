package dev.zoetrope.ledger;

import java.time.Duration;

import org.jboss.logging.Logger;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;

/** Maps failures of the ledger to errors for the caller: 503 if a repetition helps, else 500. */
public final class LedgerFailures {
    private static final Logger LOG = Logger.getLogger(LedgerFailures.class);
    private static final Duration SOON = Duration.ofSeconds(2);

    private LedgerFailures() {
    }

    /**
     * Maps a failure and logs it if a repetition does not help.
     *
     * @param failure a {@link LedgerException}
     */
    public static FailureException told(Throwable failure) {
        LedgerException trouble = (LedgerException) failure;
        switch (trouble.reason()) {
            case CONFLICT, UNREADABLE:
                LOG.errorf("the ledger refused: %s", trouble.reason());
                return Failure.internal().exception();
            default:
                return Failure.unavailable("storage_unavailable", "The storage is not available at the moment.",
                        trouble.retryAfter().orElse(SOON)).exception();
        }
    }
}
