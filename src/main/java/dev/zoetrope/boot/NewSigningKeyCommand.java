package dev.zoetrope.boot;

import java.time.Duration;

import org.jboss.logging.Logger;

import io.quarkus.runtime.configuration.DurationConverter;

/**
 * The command {@code new-signing-key TIME}: replaces the key that signs the URLs of stored files. Earlier signed URLs stay
 * valid for that time, but not longer than their own expiry; {@code 0s} makes them invalid at once.
 */
final class NewSigningKeyCommand extends LedgerCommand {
    private static final Logger LOG = Logger.getLogger(NewSigningKeyCommand.class);
    private static final int USAGE_ERROR = 2;

    /** @return 0 if the new key is durable; 1 if the ledger cannot be written; 2 if the time is missing or malformed */
    @Override
    public int run(String... arguments) {
        Duration validFor = arguments.length == 2 ? duration(arguments[1]) : null;
        if (validFor == null) {
            LOG.error("new-signing-key needs one time: how long earlier signed URLs stay valid, for example 24h or 0s");
            return USAGE_ERROR;
        }
        return exitCode(ledger.replaceSecret(clock.instant().plus(validFor)),
                "The signing key is replaced. Earlier signed URLs stay valid for " + arguments[1]
                        + ". Each process uses the new key after its next start.",
                "The signing key could not be replaced");
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
