package dev.zoetrope.ledger;

/** The steps a due task may wait for. */
public enum DueKind {
    /** Its create is to be sent: {@code Pending}. */
    SEND(WaitKind.SEND),
    /** Its create was being sent and the lease is over: {@code Sending}; it is unknown. */
    SETTLE(WaitKind.SETTLE),
    /** The vendor is to be asked: {@code Running}, or {@code Failed} where a late success is still looked for. */
    ASK(WaitKind.ASK),
    /** Its file is to be copied: {@code Completed}. */
    KEEP(WaitKind.KEEP);

    private final WaitKind step;

    DueKind(WaitKind step) {
        this.step = step;
    }

    public String word() {
        return step.word();
    }
}
