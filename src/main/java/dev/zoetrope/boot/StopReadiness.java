package dev.zoetrope.boot;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.zoetrope.track.InFlightSends;

/** Not ready from the first moment of a stop, while queries are answered and the sends under way get their outcome. */
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
