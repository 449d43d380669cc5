package dev.zoetrope.boot;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.zoetrope.ledger.Ledger;

/** Ready means that a create could be written down. Never asks the vendor: a probe costs nothing. */
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
