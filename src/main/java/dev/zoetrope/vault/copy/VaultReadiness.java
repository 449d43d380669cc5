package dev.zoetrope.vault.copy;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import dev.zoetrope.store.DiskSpace;
import dev.zoetrope.store.StoreSelector;
import dev.zoetrope.store.VaultMode;
import dev.zoetrope.vault.VaultConfig;

/**
 * Reports whether files can be stored. The check is always up, because a process that cannot store files still accepts
 * creates, polls tasks and returns the vendor's URLs.
 */
@Readiness
@ApplicationScoped
class VaultReadiness implements HealthCheck {
    private final StoreSelector selector;
    private final StoreOutage outage;
    private final boolean enabled;

    VaultReadiness(StoreSelector selector, StoreOutage outage, VaultConfig config) {
        this.enabled = config.vault().mode() != VaultMode.OFF;
        this.selector = selector;
        this.outage = outage;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder vault = HealthCheckResponse.named("vault").up();
        long freeBytes = selector.diskSpace().map(DiskSpace::currentRemaining).orElse(Long.MAX_VALUE);
        if (enabled && selector.diskSpace().isPresent()) {
            vault.withData("room_bytes", freeBytes);
        }
        return vault.withData("keeps_files", enabled && freeBytes > 0 && !outage.isOngoing()).build();
    }
}
