package dev.zoetrope.boot;

/** The program with the argument {@code restored}: marks the record as restored from a backup. */
final class RestoredCommand extends RecordCommand {
    /** @return 0 if the mark is durable; 1 if the record cannot be written */
    @Override
    public int run(String... arguments) {
        return exitCode(ledger.markRestored(clock.instant()),
                "The record is marked as restored. The next start ends every create that waits to be sent as "
                        + "submission_unknown, and sends none of them.",
                "The record could not be marked as restored");
    }
}
