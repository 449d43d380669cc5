package dev.zoetrope.validate;

/**
 * Whether this installation takes a {@code callback_url}. A callback is signed with a secret of the caller's, so
 * without secrets there is nothing to send and the member is refused ({@code contract.md}, Create).
 */
public interface CallbackPolicy {

    /** True when a well-formed {@code callback_url} may be kept with the task; false: it is a 422. */
    boolean takesCallbacks();
}
