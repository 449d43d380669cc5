package dev.zoetrope.boot;

import java.time.Clock;

import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Ledger;
import io.quarkus.runtime.QuarkusApplication;

/**
 * The program with the one argument {@code restored}: marks the record as restored from an older state and ends. It listens
 * nowhere, so that no loop begins and nothing is sent.
 */
final class RestoredCommand implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(RestoredCommand.class);

    @Inject
    Ledger ledger;
    @Inject
    Clock clock;

    /** @return 0 once the mark is durable; 1 if the record cannot be written */
    @Override
    public int run(String... arguments) {
        return ledger.markRestored(clock.instant()).subscribeAsCompletionStage().handle((marked, trouble) -> {
            if (trouble != null) {
                LOG.errorf("The record could not be marked as restored: %s", trouble.getMessage());
                return 1;
            }
            LOG.info("The record is marked as restored. The next start ends every create that waits to be sent as "
                    + "submission_unknown, and sends none of them.");
            return 0;
        }).join();
    }
}
