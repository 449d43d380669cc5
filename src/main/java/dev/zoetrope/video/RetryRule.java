package dev.zoetrope.video;

import java.util.List;
import java.util.Optional;

/** Decides of which earlier create, if any, a new create is a retry. A pure function: it may be called several times. */
@FunctionalInterface
public interface RetryRule {
    /** No create is a retry. */
    RetryRule NEVER = earlier -> Optional.empty();

    /**
     * @param earlier equal creates of the same caller, newest first; for a create with an idempotency key only the create
     *        with that key
     * @return one of them; empty if the new create is not a retry
     */
    Optional<EarlierCreate> retried(List<EarlierCreate> earlier);
}
