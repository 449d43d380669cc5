package dev.zoetrope.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Singleton;

import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;

/**
 * Makes the circuit breakers forget old losses: a breaker counts its last calls, whether they were made within a second or a
 * day. Losses that count together are at most {@link #LONGEST} apart.
 */
@Singleton
class FreshLosses {
    static final Duration LONGEST = Duration.ofMinutes(2);

    private final CircuitBreakerMaintenance breakers;
    private final Clock clock;
    /** By breaker: when the first of the losses was that count together. */
    private final Map<String, Instant> first = new HashMap<>();

    FreshLosses(CircuitBreakerMaintenance breakers, Clock clock) {
        this.breakers = breakers;
        this.clock = clock;
    }

    /** A call was lost; to be said before the breaker of that name counts it. */
    synchronized void lost(String breaker) {
        Instant now = clock.instant();
        Instant began = first.get(breaker);
        if (began != null && !now.isAfter(began.plus(LONGEST))) {
            return;
        }
        first.put(breaker, now);
        if (began != null && breakers.currentState(breaker) == CircuitBreakerState.CLOSED) {
            breakers.reset(breaker);
        }
    }
}
