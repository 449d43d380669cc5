package dev.zoetrope.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;

/** What a resource names is there, and what is there is named. Secrets are made by hand: {@link Secret}. */
final class References implements Check {

    @Override
    public Stream<String> complaints(Overlay overlay) {
        List<String> complaints = new ArrayList<>();
        for (Pod pod : overlay.pods()) {
            if (!overlay.has(ServiceAccount.class, pod.spec().getServiceAccountName())) {
                complaints.add(pod.owner() + ": no ServiceAccount " + pod.spec().getServiceAccountName());
            }
            pod.spec().getVolumes().forEach(volume -> volume(overlay, pod, volume, complaints));
            pod.spec().getContainers().forEach(container -> container(overlay, pod, container, complaints));
            mounts(pod, complaints);
        }
        overlay.all(HorizontalPodAutoscaler.class).map(scaler -> scaler.getSpec().getScaleTargetRef())
                .filter(target -> !"apps/v1".equals(target.getApiVersion()) || !"Deployment".equals(target.getKind())
                        || !overlay.has(Deployment.class, target.getName()))
                .forEach(target -> complaints.add("HorizontalPodAutoscaler: no " + target.getKind() + " " + target.getName()));
        return complaints.stream();
    }

    private static void volume(Overlay overlay, Pod pod, Volume volume, List<String> complaints) {
        if (volume.getPersistentVolumeClaim() != null
                && !overlay.has(PersistentVolumeClaim.class, volume.getPersistentVolumeClaim().getClaimName())) {
            complaints.add(pod.owner() + ": no PersistentVolumeClaim " + volume.getPersistentVolumeClaim().getClaimName());
        }
        if (volume.getEmptyDir() != null && volume.getEmptyDir().getSizeLimit() == null) {
            complaints.add(pod.owner() + ": volume " + volume.getName() + " may fill the node");
        }
    }

    private static void container(Overlay overlay, Pod pod, Container container, List<String> complaints) {
        container.getEnvFrom().forEach(source -> {
            if (source.getConfigMapRef() == null) {
                complaints.add(pod.owner() + ": each secret is named by itself, not by envFrom");
            } else if (!overlay.has(ConfigMap.class, source.getConfigMapRef().getName())) {
                complaints.add(pod.owner() + ": no ConfigMap " + source.getConfigMapRef().getName());
            }
        });
        container.getEnv().stream().collect(Collectors.groupingBy(variable -> variable.getName(), Collectors.counting()))
                .entrySet().stream().filter(variable -> variable.getValue() > 1)
                .forEach(variable -> complaints.add(pod.owner() + ": " + variable.getKey() + " is there twice"));
    }

    private static void mounts(Pod pod, List<String> complaints) {
        Set<String> volumes = pod.spec().getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
        Set<String> mounted = pod.spec().getContainers().stream().flatMap(container -> container.getVolumeMounts().stream())
                .map(VolumeMount::getName).collect(Collectors.toSet());
        mounted.stream().filter(name -> !volumes.contains(name))
                .forEach(name -> complaints.add(pod.owner() + ": no volume " + name));
        volumes.stream().filter(name -> !mounted.contains(name))
                .forEach(name -> complaints.add(pod.owner() + ": volume " + name + " is mounted nowhere"));
    }
}
