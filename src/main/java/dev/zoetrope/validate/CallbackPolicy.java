package dev.zoetrope.validate;

import dev.zoetrope.video.Caller;

/**
 * Decides which {@code callback_url}s this installation accepts ({@code docs/contract.md}, Create). Callbacks are signed with a
 * secret of the caller. For a caller without a secret the member is refused.
 */
public interface CallbackPolicy {

    /** Whether this caller may use {@code callback_url}; if not, a create with one is a 422. */
    boolean acceptsCallbacks(Caller caller);

    /** Whether callbacks may use plain http and private addresses. */
    boolean allowsPrivateAddresses();
}
