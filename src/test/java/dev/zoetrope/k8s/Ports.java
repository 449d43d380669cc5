package dev.zoetrope.k8s;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;

/** The ports are those the gateway listens on, and who names one finds it. */
final class Ports implements Check {
    static final int HTTP = setting("quarkus.http.port");
    static final int MANAGEMENT = setting("quarkus.management.port");

    private static int setting(String name) {
        Properties defaults = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            defaults.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Integer.parseInt(defaults.getProperty(name));
    }

    @Override
    public Stream<String> complaints(Overlay overlay) {
        List<String> complaints = new ArrayList<>();
        overlay.pods().forEach(pod -> pod.gateway().ifPresent(gateway -> gateway(pod, gateway, complaints)));
        overlay.all(Service.class).forEach(service -> service.getSpec().getPorts().stream()
                .filter(port -> selected(overlay, service).noneMatch(pod -> names(pod, port.getTargetPort())))
                .forEach(port -> complaints.add("Service " + service.getMetadata().getName() + ": no pod has port "
                        + port.getTargetPort().getValue())));
        overlay.all(NetworkPolicy.class).forEach(policy -> policy.getSpec().getIngress().stream()
                .flatMap(rule -> rule.getPorts().stream()).map(port -> port.getPort())
                .filter(port -> port.getStrVal() != null && overlay.pods().stream()
                        .filter(pod -> Selectors.matches(policy.getSpec().getPodSelector(), pod.labels()))
                        .noneMatch(pod -> names(pod, port)))
                .forEach(port -> complaints.add("NetworkPolicy " + policy.getMetadata().getName() + ": no pod has port "
                        + port.getStrVal())));
        overlay.all(ServiceMonitor.class).forEach(monitor -> monitor.getSpec().getEndpoints().stream()
                .filter(endpoint -> overlay.all(Service.class)
                        .filter(service -> Selectors.matches(monitor.getSpec().getSelector(),
                                service.getMetadata().getLabels()))
                        .flatMap(service -> service.getSpec().getPorts().stream())
                        .noneMatch(port -> Objects.equals(port.getName(), endpoint.getPort())))
                .forEach(endpoint -> complaints.add("ServiceMonitor: its Service has no port " + endpoint.getPort())));
        return complaints.stream();
    }

    private static Stream<Pod> selected(Overlay overlay, Service service) {
        return overlay.pods().stream().filter(pod -> Selectors.matches(service.getSpec().getSelector(), pod.labels()));
    }

    private static boolean names(Pod pod, IntOrString wanted) {
        return pod.ports().anyMatch(port -> Objects.equals(port.getName(), wanted.getStrVal())
                || Objects.equals(port.getContainerPort(), wanted.getIntVal()));
    }

    private static void gateway(Pod pod, Container gateway, List<String> complaints) {
        List<Integer> wanted = pod.knative() ? List.of(HTTP) : List.of(HTTP, MANAGEMENT);
        List<Integer> given = gateway.getPorts().stream().map(port -> port.getContainerPort()).toList();
        if (!given.equals(wanted)) {
            complaints.add(pod.owner() + ": the gateway listens on " + wanted + ", not on " + given);
        }
        probe(pod, gateway, "readinessProbe", gateway.getReadinessProbe(), "/q/health/ready", complaints);
        if (!pod.knative()) {
            probe(pod, gateway, "startupProbe", gateway.getStartupProbe(), "/q/health/started", complaints);
            probe(pod, gateway, "livenessProbe", gateway.getLivenessProbe(), "/q/health/live", complaints);
        }
    }

    private static void probe(Pod pod, Container gateway, String kind, Probe probe, String path, List<String> complaints) {
        HTTPGetAction get = probe == null ? null : probe.getHttpGet();
        if (get == null || !path.equals(get.getPath()) || port(gateway, get.getPort()) != MANAGEMENT) {
            complaints.add(pod.owner() + ": " + kind + " must get " + path + " at port " + MANAGEMENT);
        }
    }

    private static int port(Container container, IntOrString port) {
        return port.getIntVal() != null ? port.getIntVal()
                : container.getPorts().stream().filter(one -> port.getStrVal().equals(one.getName()))
                        .map(one -> one.getContainerPort()).findFirst().orElse(-1);
    }
}
