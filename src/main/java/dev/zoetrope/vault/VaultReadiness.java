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

    VaultReadiness(StoreChoice choice, StoreTrouble trouble) {
        this.choice = choice;
        this.trouble = trouble;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder vault = HealthCheckResponse.named("vault").up().withData("keeps_files", keeps());
        choice.room().ifPresent(room -> vault.withData("room_bytes", room.left()));
        return vault.build();
    }

    private boolean keeps() {
        return !trouble.lasts() && choice.room().map(room -> room.left() > 0).orElse(true);
    }
}
