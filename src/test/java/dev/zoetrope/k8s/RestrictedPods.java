package dev.zoetrope.k8s;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;

/**
 * Kubernetes' restricted profile (<a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 * Standards</a>), and what we ask for beyond it: nothing writable but volumes, no token, no service links, known appetite.
 */
final class RestrictedPods implements Check {
    private static final List<String> PROFILES = List.of("RuntimeDefault", "Localhost");
    private static final List<String> VOLUMES = List.of("name", "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral",
            "persistentVolumeClaim", "projected", "secret");

    @Override
    public Stream<String> complaints(Overlay overlay) {
        return overlay.pods().stream().flatMap(pod -> Stream.concat(pod(pod),
                pod.spec().getContainers().stream().flatMap(container -> container(pod, container))));
    }

    private static Stream<String> pod(Pod pod) {
        PodSpec spec = pod.spec();
        return Stream.concat(Stream.of(
                complaint(Boolean.FALSE.equals(spec.getAutomountServiceAccountToken()),
                        "automountServiceAccountToken must be false"),
                complaint(Boolean.FALSE.equals(spec.getEnableServiceLinks()), "enableServiceLinks must be false"),
                complaint(spec.getServiceAccountName() != null, "serviceAccountName is missing"),
                complaint(none(spec.getHostNetwork()) && none(spec.getHostPID()) && none(spec.getHostIPC()),
                        "the host's namespaces are not ours"),
                complaint(spec.getInitContainers().isEmpty(), "an init container is not looked at here")),
                pod.json().path("volumes").valueStream().flatMap(volume -> volume.properties().stream())
                        .map(member -> complaint(VOLUMES.contains(member.getKey()), "no volume of type " + member.getKey())))
                .filter(Objects::nonNull).map(complaint -> pod.owner() + ": " + complaint);
    }

    private static Stream<String> container(Pod pod, Container container) {
        SecurityContext own = Optional.ofNullable(container.getSecurityContext()).orElseGet(SecurityContext::new);
        List<String> dropped = own.getCapabilities() == null ? List.of() : own.getCapabilities().getDrop();
        List<String> added = own.getCapabilities() == null ? List.of() : own.getCapabilities().getAdd();
        Long user = of(pod, own.getRunAsUser(), PodSecurityContext::getRunAsUser);
        SeccompProfile profile = of(pod, own.getSeccompProfile(), PodSecurityContext::getSeccompProfile);
        return Stream.of(
                complaint(Boolean.TRUE.equals(of(pod, own.getRunAsNonRoot(), PodSecurityContext::getRunAsNonRoot)),
                        "runAsNonRoot must be true"),
                complaint(user != null && user > 0, "runAsUser must be a number above 0"),
                complaint(profile != null && PROFILES.contains(profile.getType()), "seccompProfile is missing"),
                complaint(Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()), "allowPrivilegeEscalation must be false"),
                complaint(none(own.getPrivileged()), "privileged"),
                complaint(dropped.contains("ALL") && added.isEmpty(), "all capabilities must be dropped"),
                complaint(Boolean.TRUE.equals(own.getReadOnlyRootFilesystem()), "readOnlyRootFilesystem must be true"),
                complaint(container.getPorts().stream().allMatch(port -> port.getHostPort() == null), "hostPort"),
                complaint(amount(container, "requests", "cpu") && amount(container, "requests", "memory")
                        && amount(container, "limits", "memory"), "requests (cpu, memory) and limits (memory) are missing"),
                complaint(container.getImage().matches(".+:[^:/]+") && !container.getImage().endsWith(":latest"),
                        "the image needs a version"))
                .filter(Objects::nonNull).map(complaint -> pod.owner() + ", " + container.getName() + ": " + complaint);
    }

    private static <T> T of(Pod pod, T own, Function<PodSecurityContext, T> member) {
        return own != null || pod.spec().getSecurityContext() == null ? own : member.apply(pod.spec().getSecurityContext());
    }

    private static boolean none(Boolean value) {
        return !Boolean.TRUE.equals(value);
    }

    private static boolean amount(Container container, String kind, String resource) {
        var amounts = container.getResources() == null ? null
                : "requests".equals(kind) ? container.getResources().getRequests() : container.getResources().getLimits();
        return amounts != null && amounts.containsKey(resource) && amounts.get(resource).getNumericalAmount().signum() > 0;
    }

    private static String complaint(boolean fine, String complaint) {
        return fine ? null : complaint;
    }
}
