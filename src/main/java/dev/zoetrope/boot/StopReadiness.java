package dev.zoetrope.boot;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.zoetrope.track.InFlightSends;

/**
 * Not ready as soon as a stop begins. The gateway then still answers queries, and the sends in flight still get their
 * outcomes.
 */
@Readiness
@ApplicationScoped
class StopReadiness implements HealthCheck {
    private final InFlightSends underWay;

    StopReadiness(InFlightSends underWay) {
        this.underWay = underWay;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("accepting").status(!underWay.stopping()).build();
    }
}
