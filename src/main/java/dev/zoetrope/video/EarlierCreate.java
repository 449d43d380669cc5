package dev.zoetrope.video;

/**
 * A create of the same caller that a new one may be the retry of.
 *
 * @param task as it stands
 * @param reply whether its caller got an answer
 * @param servedRetries bit {@code n} is set once it has served a retry that called itself the {@code n}-th
 */
public record EarlierCreate(Task task, Reply reply, long servedRetries) {

    /** What became of the newest answer to a create. */
    public enum Reply {
        /** Its last byte went out. */
        ANSWERED,
        /** The connection that waits for it is open. */
        OPEN,
        /** The connection went, or the process that held it died, before the last byte. */
        GONE
    }
}
