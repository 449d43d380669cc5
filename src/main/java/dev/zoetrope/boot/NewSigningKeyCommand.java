package dev.zoetrope.boot;

import java.time.Clock;
import java.time.Duration;

import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Ledger;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.configuration.DurationConverter;

/**
 * The program with the arguments {@code new-signing-key TIME}: replaces the key that signs the links to kept files, and ends.
 * Links that were given out before work for that time, at most for as long as they would have; {@code 0s} ends them at once.
 */
final class NewSigningKeyCommand implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(NewSigningKeyCommand.class);
    private static final int MISUSED = 2;

    @Inject
    Ledger ledger;
    @Inject
    Clock clock;

    /** @return 0 once the new key is durable; 1 if the record cannot be written; 2 if no time is given */
    @Override
    public int run(String... arguments) {
        Duration kept = arguments.length == 2 ? duration(arguments[1]) : null;
        if (kept == null) {
            LOG.error("new-signing-key needs one time: how long links that were given out still work, such as 24h, or 0s");
            return MISUSED;
        }
        return ledger.replaceSecret(clock.instant().plus(kept)).subscribeAsCompletionStage().handle((done, trouble) -> {
            if (trouble != null) {
                LOG.errorf("The signing key could not be replaced: %s", trouble.getMessage());
                return 1;
            }
            LOG.infof("The signing key is replaced. Links given out before work for %s more. Each process uses the new key "
                    + "once it is started again.", arguments[1]);
            return 0;
        }).join();
    }

    private static Duration duration(String text) {
        try {
            Duration given = DurationConverter.parseDuration(text);
            return given == null || given.isNegative() ? null : given;
        } catch (IllegalArgumentException notATime) {
            return null;
        }
    }
}
