package dev.zoetrope.k8s;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.zoetrope.Settings;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;

/**
 * A stop waits for as long as the vendor may take, and Kubernetes for longer than a stop: a create that is cut off leaves a
 * paid call without an outcome.
 */
final class StopTimes implements Check {
    /** From the deadline of the stop to the end of the process. */
    private static final Duration MARGIN = Duration.ofSeconds(5);
    /** The part of a stop after the wait for the creates in flight: {@link dev.zoetrope.track.InFlightSends}. */
    private static final Duration REST_OF_STOP = Duration.ofSeconds(8);

    @Override
    public Stream<String> complaints(Overlay overlay) {
        List<String> complaints = new ArrayList<>();
        Settings settings = Settings.of(overlay.environment());
        Duration send = settings.time("zoetrope.upstream.connect-timeout")
                .plus(settings.time("zoetrope.upstream.read-timeout"));
        Duration stop = settings.time("zoetrope.stop.deadline");
        if (stop.compareTo(send.plus(REST_OF_STOP)) < 0) {
            complaints.add("zoetrope.stop.deadline must be more than connect and read timeout together");
        }
        overlay.all(Deployment.class).map(deployment -> deployment.getSpec().getTemplate().getSpec()).forEach(pod -> grace(
                "Deployment: terminationGracePeriodSeconds ", pod.getTerminationGracePeriodSeconds(),
                pause(pod.getContainers().get(0)).plus(stop), complaints));
        overlay.all(Service.class).map(service -> service.getSpec().getTemplate().getSpec()).forEach(pod -> grace(
                "Knative: timeoutSeconds, which is the grace period, ", pod.getTimeoutSeconds(), stop, complaints));
        return complaints.stream();
    }

    private static void grace(String what, Long seconds, Duration stop, List<String> complaints) {
        if (seconds == null || Duration.ofSeconds(seconds).compareTo(stop.plus(MARGIN)) < 0) {
            complaints.add(what + seconds + " must be more than preStop and zoetrope.stop.deadline together");
        }
    }

    private static Duration pause(Container container) {
        return container.getLifecycle() == null || container.getLifecycle().getPreStop() == null ? Duration.ZERO
                : Duration.ofSeconds(container.getLifecycle().getPreStop().getSleep().getSeconds());
    }
}
