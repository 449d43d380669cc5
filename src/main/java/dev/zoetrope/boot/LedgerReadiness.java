package dev.zoetrope.boot;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.zoetrope.ledger.Ledger;

/** Ready if the ledger can store a create. The check sends no request to the vendor, so probes cost nothing there. */
@Readiness
@ApplicationScoped
class LedgerReadiness implements HealthCheck {
    private final Ledger ledger;

    LedgerReadiness(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("ledger").status(ledger.healthy()).build();
    }
}
