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
 * Makes the circuit breakers forget old losses. A circuit breaker counts its last calls, however old they are; this class
 * resets a closed breaker when a new loss occurs more than {@link #WINDOW} after the first loss that the breaker counts.
 */
@Singleton
class BreakerLossWindow {
    static final Duration WINDOW = Duration.ofMinutes(2);

    private final CircuitBreakerMaintenance breakers;
    private final Clock clock;
    /** Key: name of the breaker; value: time of the first loss that it counts. */
    private final Map<String, Instant> firstLosses = new HashMap<>();

    BreakerLossWindow(CircuitBreakerMaintenance breakers, Clock clock) {
        this.breakers = breakers;
        this.clock = clock;
    }

    /** Records a lost call. Must be called before the breaker of this name counts the call. */
    synchronized void recordLoss(String breaker) {
        Instant now = clock.instant();
        Instant began = firstLosses.get(breaker);
        if (began != null && !now.isAfter(began.plus(WINDOW))) {
            return;
        }
        firstLosses.put(breaker, now);
        if (began != null && breakers.currentState(breaker) == CircuitBreakerState.CLOSED) {
            breakers.reset(breaker);
        }
    }
}
