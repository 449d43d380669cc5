package dev.zoetrope.video;

import java.util.List;
import java.util.Optional;

/** Decides which earlier create, if any, a new one is the retry of. Pure: it may be asked several times. */
@FunctionalInterface
public interface RetryRule {
    /** No create is ever a retry. */
    RetryRule NEVER = earlier -> Optional.empty();

    /**
     * @param earlier equal creates of the same caller, newest first; for a create with an idempotency key the one that
     *        has the key
     * @return one of them; empty if the new create is one of its own
     */
    Optional<EarlierCreate> retried(List<EarlierCreate> earlier);
}
