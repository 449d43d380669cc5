package dev.zoetrope.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import jakarta.enterprise.util.TypeLiteral;

import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

import dev.zoetrope.video.Pin;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;

/**
 * One key of one vendor: its circuit breaker for creates, the number of its live tasks, and its rest after a refusal.
 * Thread-safe.
 */
final class VendorAccount {
    /** How long a refused key rests: at first, and at most. Each further refusal doubles the time. */
    private static final Duration FIRST_REST = Duration.ofMinutes(5);
    private static final Duration LONGEST_REST = Duration.ofHours(1);

    private final Vendor vendor;
    private final VendorKey key;
    private final Pin pin;
    private final Clock clock;
    private final GuardsConfig.Breaker numbers;
    private TypedGuard<Uni<SendOutcome>> breaker;
    private int live;
    private int begunSinceCount;
    private Duration rest = Duration.ZERO;
    private Instant restsUntil = Instant.MIN;
    private Instant opensAgain = Instant.MIN;
    private String lastFailure;
    private Instant lastFailureAt;

    VendorAccount(Vendor vendor, VendorKey key, GuardsConfig.Breaker numbers, Clock clock) {
        this.vendor = vendor;
        this.key = key;
        this.pin = new Pin(vendor.name(), key.name());
        this.clock = clock;
        this.numbers = numbers;
    }

    Vendor vendor() {
        return vendor;
    }

    VendorKey key() {
        return key;
    }

    Pin pin() {
        return pin;
    }

    /** The name of the circuit breaker. */
    String breakerName() {
        return "creates " + pin;
    }

    /** The circuit breaker; made at the first call. */
    synchronized TypedGuard<Uni<SendOutcome>> breaker() {
        if (breaker == null) {
            breaker = TypedGuard.create(new TypeLiteral<Uni<SendOutcome>>() {
                private static final long serialVersionUID = 1L;
            }).withCircuitBreaker()
                    .failOn(List.of(CreateException.NotSent.class, CreateException.Lost.class, TimeoutException.class))
                    .requestVolumeThreshold(numbers.volume()).failureRatio(numbers.ratio())
                    .delay(numbers.delay().toMillis(), ChronoUnit.MILLIS).name(breakerName())
                    .onStateChange(state -> changeState(state, numbers.delay())).done().build();
        }
        return breaker;
    }

    private synchronized void changeState(CircuitBreakerState state, Duration delay) {
        opensAgain = state == CircuitBreakerState.OPEN ? clock.instant().plus(delay) : Instant.MIN;
    }

    /** Whether the circuit breaker is closed, or open for so long that the next create may try the vendor. */
    synchronized boolean breakerAllows(Instant now) {
        return !now.isBefore(opensAgain);
    }

    synchronized boolean rests(Instant now) {
        return now.isBefore(restsUntil);
    }

    /** Records that the vendor refused the account. */
    synchronized void refused(Instant now) {
        rest = rest.isZero() ? FIRST_REST : rest.multipliedBy(2);
        rest = rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
        restsUntil = now.plus(rest);
    }

    /** Records that the vendor accepted a create of the account. */
    synchronized void accepted() {
        rest = Duration.ZERO;
        restsUntil = Instant.MIN;
    }

    /** The number of its tasks that are sent or running, as far as this process knows. */
    synchronized int live() {
        return live;
    }

    synchronized void begin() {
        live++;
        begunSinceCount++;
    }

    /**
     * A create ended without an acceptance.
     *
     * @param outcome the name of the outcome
     */
    synchronized void endUnaccepted(String outcome, Instant now) {
        live = Math.max(0, live - 1);
        lastFailure = outcome;
        lastFailureAt = now;
    }

    /** Remembers from now on what begins, because a count that begins now may not see it. */
    synchronized void beginCount() {
        begunSinceCount = 0;
    }

    /** Sets the result of a count. A create that began during the count may be counted twice until the next one. */
    synchronized void setLive(int counted) {
        live = counted + begunSinceCount;
    }

    synchronized VendorStatus.Key status(Instant now) {
        return new VendorStatus.Key(key.name(), live, !breakerAllows(now), rests(now) ? restsUntil : null, lastFailure,
                lastFailureAt);
    }
}
