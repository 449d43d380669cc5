package dev.zoetrope.ledger;

import java.time.Duration;

import org.jboss.logging.Logger;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;

/** Maps failures of the ledger to errors for the caller: 503 if a repetition helps, else 500. */
public final class LedgerFailures {
    private static final Logger LOG = Logger.getLogger(LedgerFailures.class);
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(2);

    private LedgerFailures() {
    }

    /**
     * Maps a failure and logs it if a repetition does not help.
     *
     * @param failure a {@link LedgerException}
     */
    public static FailureException toException(Throwable failure) {
        LedgerException ledgerFailure = (LedgerException) failure;
        switch (ledgerFailure.reason()) {
            case CONFLICT, UNREADABLE:
                LOG.errorf("the ledger refused: %s", ledgerFailure.reason());
                return Failure.internal().exception();
            default:
                return Failure.unavailable("storage_unavailable", "The storage is not available at the moment.",
                        ledgerFailure.retryAfter().orElse(DEFAULT_RETRY_AFTER)).exception();
        }
    }
}
