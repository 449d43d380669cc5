package dev.zoetrope.video;

/**
 * An earlier create of the same caller. A new create may be its retry.
 *
 * @param task the task in its current state
 * @param answer the state of the newest answer to the create
 * @param servedRetries a bit set: bit 0 is set once the create has served its first try, bit {@code n} once it has served
 *        a retry with the retry count {@code n}; bit 62 stands for all counts from 62 on
 */
public record EarlierCreate(Task task, AnswerState answer, long servedRetries) {

    /** The state of the newest answer to a create. */
    public enum AnswerState {
        /** The answer was sent completely. */
        ANSWERED,
        /** The answer is outstanding, and the connection of the caller is open. */
        OUTSTANDING,
        /** The answer was lost: before its last byte the connection was closed, or the process died. */
        LOST
    }
}
