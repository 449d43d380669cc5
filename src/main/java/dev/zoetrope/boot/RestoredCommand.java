package dev.zoetrope.boot;

/** The command {@code restored}: marks the ledger as restored from a backup. */
final class RestoredCommand extends LedgerCommand {
    /** @return 0 if the mark is durable; 1 if the ledger cannot be written */
    @Override
    public int run(String... arguments) {
        return exitCode(ledger.markRestored(clock.instant()),
                "The ledger is marked as restored. The next start ends every create that waits to be sent as "
                        + "submission_unknown, and sends none of them.",
                "The ledger could not be marked as restored");
    }
}
