package dev.zoetrope.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

/** The data directory is the mounted volume; several processes share a database and a bucket; one alone keeps its volume. */
final class StoragePlace implements Check {
    private static final String DATABASE = "ZOETROPE_DATABASE_URL";

    @Override
    public Stream<String> complaints(Overlay overlay) {
        List<String> complaints = new ArrayList<>();
        Map<String, String> environment = overlay.environment();
        overlay.pods().forEach(pod -> pod.gateway().ifPresent(gateway -> mounted(pod, gateway, environment, complaints)));
        boolean shared = environment.containsKey(DATABASE);
        boolean several = overlay.all(HorizontalPodAutoscaler.class).findAny().isPresent()
                || overlay.pods().stream().anyMatch(Pod::knative)
                || overlay.all(Deployment.class).anyMatch(one -> one.getSpec().getReplicas() == null
                        || one.getSpec().getReplicas() != 1);
        if (several && !(shared && "s3".equals(environment.get("ZOETROPE_VAULT_MODE"))
                && environment.containsKey("ZOETROPE_VAULT_S3_BUCKET"))) {
            complaints.add("several processes need " + DATABASE + ", ZOETROPE_VAULT_MODE=s3 and its bucket");
        }
        if (!shared) {
            overlay.all(Deployment.class).map(Deployment::getSpec).forEach(spec -> {
                if (spec.getStrategy() == null || !"Recreate".equals(spec.getStrategy().getType())) {
                    complaints.add("Deployment: two processes would meet on one data directory; strategy must be Recreate");
                }
                if (spec.getTemplate().getSpec().getVolumes().stream()
                        .noneMatch(volume -> volume.getPersistentVolumeClaim() != null)) {
                    complaints.add("Deployment: SQLite would be gone with its pod; it needs a PersistentVolumeClaim");
                }
            });
        }
        overlay.all(HorizontalPodAutoscaler.class).map(HorizontalPodAutoscaler::getSpec)
                .filter(spec -> spec.getMinReplicas() < 2 || spec.getMaxReplicas() < spec.getMinReplicas())
                .forEach(spec -> complaints.add("HorizontalPodAutoscaler: from " + spec.getMinReplicas() + " to "
                        + spec.getMaxReplicas() + " is nothing that survives the loss of one"));
        overlay.all(PodDisruptionBudget.class).map(PodDisruptionBudget::getSpec)
                .filter(spec -> spec.getMaxUnavailable() == null
                        || !Integer.valueOf(1).equals(spec.getMaxUnavailable().getIntVal()))
                .forEach(spec -> complaints.add("PodDisruptionBudget: one at a time may go, neither none nor more"));
        return complaints.stream();
    }

    private static void mounted(Pod pod, Container gateway, Map<String, String> environment, List<String> complaints) {
        String place = environment.get("ZOETROPE_DATA_DIR");
        if (gateway.getVolumeMounts().stream().noneMatch(mount -> place.startsWith(mount.getMountPath() + "/")
                && !Boolean.TRUE.equals(mount.getReadOnly()))) {
            complaints.add(pod.owner() + ": ZOETROPE_DATA_DIR=" + place + " is no directory of a writable volume");
        }
    }
}
