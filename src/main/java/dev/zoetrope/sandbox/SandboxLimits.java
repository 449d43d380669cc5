package dev.zoetrope.sandbox;

/**
 * Limits of the sandbox that are constants.
 *
 * @param queue maximum number of tasks that wait for a render. Beyond it a create is answered 429, because its client would
 *        probably time out
 * @param keep maximum number of ended tasks that are stored with their videos. The oldest are deleted first
 */
public record SandboxLimits(int queue, int keep) {
    public static final SandboxLimits DEFAULT = new SandboxLimits(32, 200);
}
