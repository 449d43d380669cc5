package dev.zoetrope.ledger;

/** The steps a due task may wait for. */
public enum DueKind {
    /** Its create is to be sent: {@code Pending}. */
    SEND(Step.SEND),
    /** Its create was being sent and the lease is over: {@code Sending}; it is unknown. */
    SETTLE(Step.SETTLE),
    /** The vendor is to be asked: {@code Running}, or {@code Failed} where a late success is still looked for. */
    ASK(Step.ASK),
    /** Its file is to be copied: {@code Completed}. */
    KEEP(Step.KEEP);

    private final Step step;

    DueKind(Step step) {
        this.step = step;
    }

    String word() {
        return step.word();
    }
}
