package dev.zoetrope.k8s;

import java.time.Duration;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;

/** Kubernetes waits for longer than the process takes to stop: what it kills sooner leaves paid calls without an outcome. */
final class StopTimes implements Check {
    /** From the signal to the drains, and from them to the end. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    @Override
    public Stream<String> complaints(Overlay overlay) {
        Settings settings = Settings.of(overlay.environment());
        Duration drains = settings.time("zoetrope.submit.drain").plus(settings.time("zoetrope.ledger.drain"));
        Duration deadline = settings.value("zoetrope.stop.deadline", Duration.class).orElse(Duration.ZERO);
        Duration stop = drains.compareTo(deadline) > 0 ? drains : deadline;
        return overlay.all(Deployment.class).map(deployment -> deployment.getSpec().getTemplate().getSpec())
                .filter(pod -> pod.getTerminationGracePeriodSeconds() == null
                        || Duration.ofSeconds(pod.getTerminationGracePeriodSeconds())
                                .compareTo(pause(pod.getContainers().get(0)).plus(stop).plus(MARGIN)) < 0)
                .map(pod -> "Deployment: terminationGracePeriodSeconds " + pod.getTerminationGracePeriodSeconds()
                        + " must be more than preStop, zoetrope.submit.drain and zoetrope.ledger.drain together ("
                        + pause(pod.getContainers().get(0)).plus(stop).plus(MARGIN).toSeconds() + " s)");
    }

    private static Duration pause(Container container) {
        return container.getLifecycle() == null || container.getLifecycle().getPreStop() == null ? Duration.ZERO
                : Duration.ofSeconds(container.getLifecycle().getPreStop().getSleep().getSeconds());
    }
}
