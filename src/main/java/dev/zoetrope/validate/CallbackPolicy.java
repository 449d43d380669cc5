package dev.zoetrope.validate;

import dev.zoetrope.video.Caller;

/**
 * Which {@code callback_url}s this installation takes ({@code contract.md}, Create). A callback is signed with a secret of
 * the caller's, so without one there is nothing to send and the member is refused.
 */
public interface CallbackPolicy {

    /** True when a well-formed {@code callback_url} of this caller may be kept with the task; false: it is a 422. */
    boolean takesCallbacks(Caller caller);

    /** Whether callbacks may go by plain http and to private addresses. */
    boolean allowsPrivate();
}
