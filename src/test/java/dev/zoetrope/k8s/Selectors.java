package dev.zoetrope.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;

/** Who selects by labels finds what is meant; and each pod is under a network policy, both ways. */
final class Selectors implements Check {
    private static final List<String> BOTH = List.of("Ingress", "Egress");

    @Override
    public Stream<String> complaints(Overlay overlay) {
        List<String> complaints = new ArrayList<>();
        overlay.all(Deployment.class).forEach(deployment -> {
            Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
            if (!matches(deployment.getSpec().getSelector(), labels)) {
                complaints.add("Deployment " + deployment.getMetadata().getName() + ": its selector is not its pods'");
            }
            deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints().stream()
                    .filter(spread -> !matches(spread.getLabelSelector(), labels))
                    .forEach(spread -> complaints.add("topologySpreadConstraints: " + spread.getTopologyKey()
                            + " counts other pods"));
        });
        finds(overlay, "Service", overlay.all(Service.class).map(service -> service.getSpec().getSelector()), complaints);
        finds(overlay, "PodDisruptionBudget", overlay.all(PodDisruptionBudget.class)
                .map(budget -> budget.getSpec().getSelector().getMatchLabels()), complaints);
        finds(overlay, "NetworkPolicy", overlay.all(NetworkPolicy.class)
                .map(policy -> policy.getSpec().getPodSelector().getMatchLabels()), complaints);
        overlay.pods().stream().filter(pod -> overlay.all(NetworkPolicy.class).noneMatch(policy -> matches(
                policy.getSpec().getPodSelector(), pod.labels()) && policy.getSpec().getPolicyTypes().containsAll(BOTH)))
                .forEach(pod -> complaints.add(pod.owner() + ": no NetworkPolicy holds it both ways"));
        overlay.all(ServiceMonitor.class).map(monitor -> monitor.getSpec().getSelector())
                .filter(selector -> overlay.all(Service.class)
                        .filter(service -> matches(selector, service.getMetadata().getLabels())).count() != 1)
                .forEach(selector -> complaints.add("ServiceMonitor: its selector finds not exactly one Service"));
        return complaints.stream();
    }

    /** An empty selector would select everything, which nobody here means. */
    static boolean matches(LabelSelector selector, Map<String, String> labels) {
        return selector != null && selector.getMatchExpressions().isEmpty() && matches(selector.getMatchLabels(), labels);
    }

    static boolean matches(Map<String, String> wanted, Map<String, String> labels) {
        return wanted != null && !wanted.isEmpty() && labels != null
                && wanted.entrySet().stream().allMatch(label -> Objects.equals(labels.get(label.getKey()), label.getValue()));
    }

    private static void finds(Overlay overlay, String kind, Stream<Map<String, String>> selectors, List<String> complaints) {
        selectors.filter(selector -> overlay.pods().stream().filter(pod -> matches(selector, pod.labels())).count() != 1)
                .forEach(selector -> complaints.add(kind + ": " + selector + " selects no pod, or several kinds"));
    }
}
