package dev.zoetrope.boot;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.zoetrope.ledger.LedgerClock;

/** Ready means that the clock of this machine and the database's are close enough for leases to hold. */
@Readiness
@ApplicationScoped
class ClockReadiness implements HealthCheck {
    private final LedgerClock clock;

    ClockReadiness(LedgerClock clock) {
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("clock").status(clock.agrees())
                .withData("database_ahead_ms", clock.ahead().toMillis()).build();
    }
}
