package dev.zoetrope.boot;

import java.time.Clock;

import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Ledger;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.mutiny.Uni;

/** A command that changes the ledger with one write and then exits. It opens no port and sends nothing. */
abstract class LedgerCommand implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(LedgerCommand.class);

    @Inject
    Ledger ledger;
    @Inject
    Clock clock;

    /**
     * Waits for the write and logs the result.
     *
     * @param success the message if the write is durable
     * @param failure the message if it is not; the reason follows it
     * @return the exit code: 0 or 1
     */
    final int exitCode(Uni<Void> write, String success, String failure) {
        return write.subscribeAsCompletionStage().handle((done, error) -> {
            if (error != null) {
                LOG.errorf("%s: %s", failure, error.getMessage());
                return 1;
            }
            LOG.info(success);
            return 0;
        }).join();
    }
}
