package dev.zoetrope.vault.copy;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import dev.zoetrope.vault.VaultConfig;
import dev.zoetrope.vault.VaultMode;
import dev.zoetrope.vault.store.DiskSpace;
import dev.zoetrope.vault.store.StoreSelector;

/**
 * Reports whether files can be stored. The check is always up, because a process that cannot store files still accepts
 * creates, polls tasks and returns the vendor's URLs.
 */
@Readiness
@ApplicationScoped
class VaultReadiness implements HealthCheck {
    private final StoreSelector choice;
    private final StoreOutage trouble;
    private final boolean on;

    VaultReadiness(StoreSelector choice, StoreOutage trouble, VaultConfig config) {
        this.on = config.vault().mode() != VaultMode.OFF;
        this.choice = choice;
        this.trouble = trouble;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder vault = HealthCheckResponse.named("vault").up();
        long room = choice.room().map(DiskSpace::asked).orElse(Long.MAX_VALUE);
        if (on && choice.room().isPresent()) {
            vault.withData("room_bytes", room);
        }
        return vault.withData("keeps_files", on && room > 0 && !trouble.lasts()).build();
    }
}
