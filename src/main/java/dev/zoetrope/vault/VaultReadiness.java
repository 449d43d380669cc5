package dev.zoetrope.vault;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells whether files can be kept. A process that cannot keep any is ready all the same: it takes creates, follows tasks, and
 * hands on the vendor's links.
 */
@Readiness
@ApplicationScoped
class VaultReadiness implements HealthCheck {
    private final StoreChoice choice;
    private final StoreTrouble trouble;
    private final boolean on;

    VaultReadiness(StoreChoice choice, StoreTrouble trouble, VaultConfig config) {
        this.on = config.vault().mode() != VaultMode.OFF;
        this.choice = choice;
        this.trouble = trouble;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder vault = HealthCheckResponse.named("vault").up();
        long room = choice.room().map(DiskRoom::asked).orElse(Long.MAX_VALUE);
        if (on && choice.room().isPresent()) {
            vault.withData("room_bytes", room);
        }
        return vault.withData("keeps_files", on && room > 0 && !trouble.lasts()).build();
    }
}
