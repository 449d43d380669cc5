package dev.zoetrope.boot;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.zoetrope.ledger.LedgerClock;

/** Ready if the clocks of this machine and of the database differ so little that leases are reliable (at most 5 s). */
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
                .withData("database_ahead_ms", clock.offset().toMillis()).build();
    }
}
