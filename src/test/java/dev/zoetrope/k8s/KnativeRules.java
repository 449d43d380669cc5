package dev.zoetrope.k8s;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.zoetrope.Settings;
import dev.zoetrope.vault.CopyLimits;
import io.fabric8.knative.serving.v1.RevisionSpec;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;

/**
 * What Knative takes of a pod without further switches (the masks of its own validation), and times that fit each other:
 * a request is cut off at {@code timeoutSeconds}, and a process without requests may be frozen.
 */
final class KnativeRules implements Check {
    private static final Set<String> OF_A_POD = Set.of("serviceAccountName", "automountServiceAccountToken",
            "enableServiceLinks", "imagePullSecrets", "containers", "volumes", "timeoutSeconds", "containerConcurrency");
    private static final Set<String> OF_A_CONTAINER = Set.of("name", "image", "imagePullPolicy", "command", "args", "env",
            "envFrom", "ports", "readinessProbe", "resources", "securityContext", "volumeMounts");
    /** Its sidecar's: requests, by TLS, administration, and the meters it scales by. */
    private static final List<Integer> SIDECAR = List.of(8012, 8112, 8022, 9090);
    private static final String MIN_SCALE = "autoscaling.knative.dev/min-scale";

    @Override
    public Stream<String> complaints(Overlay overlay) {
        List<String> complaints = new ArrayList<>();
        overlay.pods().stream().filter(Pod::knative).forEach(pod -> {
            taken(pod, complaints);
            boolean h2c = pod.json().findPath("ports").at("/0/name").asText().equals("h2c");
            complain(complaints, !h2c || "true".equals(overlay.environment().get("QUARKUS_HTTP_HTTP2")),
                    "a port named h2c needs QUARKUS_HTTP_HTTP2=true");
        });
        overlay.all(Service.class).forEach(service -> {
            Map<String, String> annotations = service.getSpec().getTemplate().getMetadata().getAnnotations();
            complain(complaints, "0".equals(annotations.get(MIN_SCALE)), MIN_SCALE + " must be \"0\"");
            times(service.getSpec().getTemplate().getSpec(), Settings.of(overlay.environment()), complaints);
            ticks(overlay, service, complaints);
            sidecar(overlay, complaints);
        });
        return complaints.stream();
    }

    private static void complain(List<String> complaints, boolean fine, String complaint) {
        if (!fine) {
            complaints.add("Knative: " + complaint);
        }
    }

    private static void taken(Pod pod, List<String> complaints) {
        pod.json().properties().forEach(member -> complain(complaints, OF_A_POD.contains(member.getKey()),
                member.getKey() + " is not taken of a pod"));
        for (JsonNode container : pod.json().path("containers")) {
            container.properties().forEach(member -> complain(complaints, OF_A_CONTAINER.contains(member.getKey()),
                    member.getKey() + " is not taken of a container"));
            complain(complaints, container.path("ports").size() == 1
                    && Set.of("", "http1", "h2c").contains(container.at("/ports/0/name").asText()),
                    "one port only, named http1 or h2c");
            complain(complaints, container.at("/readinessProbe/httpGet/port").isInt(),
                    "a probe of another port than the container's needs its number");
        }
    }

    private static void times(RevisionSpec spec, Settings settings, List<String> complaints) {
        Duration send = settings.time("zoetrope.upstream.connect-timeout")
                .plus(settings.time("zoetrope.upstream.read-timeout"));
        complain(complaints, "on-demand".equals(settings.value("zoetrope.track.mode", String.class).orElseThrow()),
                "zoetrope.track.mode must be on-demand");
        complain(complaints, settings.time("zoetrope.submit.wait").compareTo(send) >= 0,
                "zoetrope.submit.wait must be at least connect and read timeout together");
        Duration tick = settings.time("zoetrope.track.tick").plus(send)
                .plus(CopyLimits.ON_DEMAND.totalTimeout()).plus(settings.time("zoetrope.webhook.timeout"));
        Duration limit = Duration.ofSeconds(spec.getTimeoutSeconds());
        complain(complaints, limit.compareTo(tick) >= 0,
                "timeoutSeconds must be at least what a tick may take, " + tick.toSeconds() + " s");
        complain(complaints, limit.compareTo(settings.time("zoetrope.submit.wait")) > 0,
                "timeoutSeconds must be more than zoetrope.submit.wait");
        complain(complaints, limit.compareTo(settings.time("zoetrope.wait.longest")) > 0,
                "timeoutSeconds must be more than zoetrope.wait.longest");
        complain(complaints, spec.getContainerConcurrency() != null && spec.getContainerConcurrency() > 0
                && spec.getContainerConcurrency() <= settings.value("zoetrope.upstream.max-in-flight", Long.class)
                        .orElseThrow(),
                "containerConcurrency must be from 1 to zoetrope.upstream.max-in-flight");
    }

    private static void ticks(Overlay overlay, Service service, List<String> complaints) {
        String url = "http://" + service.getMetadata().getName() + ".$(NAMESPACE).svc/v1/maintenance/tick";
        long answer = service.getSpec().getTemplate().getSpec().getTimeoutSeconds();
        List<CronJob> jobs = overlay.all(CronJob.class).toList();
        complain(complaints, jobs.size() == 1, "one CronJob ticks");
        jobs.stream().map(CronJob::getSpec).forEach(job -> {
            List<String> command = job.getJobTemplate().getSpec().getTemplate().getSpec().getContainers().get(0).getCommand();
            long patience = Long.parseLong(command.get(command.indexOf("--max-time") + 1));
            Long deadline = job.getJobTemplate().getSpec().getActiveDeadlineSeconds();
            complain(complaints, command.contains(url), "the CronJob must call " + url);
            complain(complaints, "Forbid".equals(job.getConcurrencyPolicy()), "one tick at a time: Forbid");
            complain(complaints, answer < patience && deadline != null && patience < deadline,
                    "timeoutSeconds, the tick's --max-time and activeDeadlineSeconds must be in this order");
        });
    }

    private static void sidecar(Overlay overlay, List<String> complaints) {
        List<Integer> open = overlay.all(NetworkPolicy.class).flatMap(policy -> policy.getSpec().getIngress().stream())
                .flatMap(rule -> rule.getPorts().stream()).map(port -> port.getPort().getIntVal()).toList();
        complain(complaints, open.containsAll(SIDECAR), "the NetworkPolicy shuts out its sidecar's ports " + SIDECAR);
        complain(complaints, !open.contains(Ports.HTTP) && !open.contains(Ports.MANAGEMENT),
                "the NetworkPolicy leads past its sidecar");
    }
}
