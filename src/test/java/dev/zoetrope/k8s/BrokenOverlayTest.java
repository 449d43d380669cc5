package dev.zoetrope.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check finds what it is there for: the real files with one thing broken. */
class BrokenOverlayTest {
    private static final Tree TREE = Tree.real();
    private static final String SETTINGS = "base/settings.env";
    private static final String BASE = "base/deployment.yaml";
    private static final String NETWORK = "base/networkpolicy.yaml";
    private static final String SINGLE = "overlays/single/deployment.yaml";
    private static final String REPLICAS = "overlays/replicas/deployment.yaml";
    private static final String KNATIVE = "overlays/knative/service.yaml";
    private static final String KNATIVE_SETTINGS = "overlays/knative/settings.env";
    private static final String TICK = "overlays/knative/tick.yaml";

    private static Arguments broken(String overlay, String file, String words, String others, String complaint) {
        return Arguments.of(overlay, file, words, others, complaint);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                broken("single", BASE, "automountServiceAccountToken", "automountServiceAcountToken",
                        "automountServiceAcountToken"),
                broken("single", BASE, "replicas: 1", "replicas: \"1\"", "replicas"),
                broken("single", BASE, "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: \"true\"",
                        "readOnlyRootFilesystem"),
                broken("single", BASE, "path: /q/health/live", "path: 7", "livenessProbe"),
                broken("single", BASE, "      enableServiceLinks: false\n",
                        "      enableServiceLinks: false\n      enableServiceLinks: false\n", "enableServiceLinks"),
                broken("knative", TICK, "restartPolicy: Never", "restartPolicy: no", "restartPolicy"),
                broken("single", "base/service.yaml", "apiVersion: v1", "apiVersion: v2", "no API has a v2 Service"),
                broken("single", BASE, "apiVersion: apps/v1", "apiVersion: extensions/v1beta1",
                        "there is no apps/v1 Deployment zoetrope"),
                broken("single", SINGLE, "name: zoetrope\nspec", "name: zoetroep\nspec",
                        "there is no apps/v1 Deployment zoetroep"),
                broken("replicas", "overlays/replicas/autoscaler.yaml", "averageUtilization: 70", "averageUtilisation: 70",
                        "averageUtilisation"),
                broken("replicas", "overlays/replicas/disruption.yaml", "maxUnavailable", "maxUnavailible", "maxUnavailible"),
                broken("replicas", "overlays/replicas/networkpolicy.yaml", "port: 5432", "prot: 5432", "prot"),
                broken("replicas", "overlays/replicas/kustomization.yaml", "patches:", "patchs:", "patchs"),
                broken("replicas", "overlays/replicas/settings.env", "ZOETROPE_VAULT_MODE=s3", "ZOETROPE_VAULT_MODE",
                        "no value"),
                broken("knative", KNATIVE, "containerConcurrency", "containersConcurrency", "containersConcurrency"),
                broken("knative", TICK, "concurrencyPolicy", "concurencyPolicy", "concurencyPolicy"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void what_the_api_would_not_take_is_not_read(String overlay, String file, String words, String others, String complaint) {
        // Given
        Tree tree = TREE.with(file, words, others);
        // When
        RuntimeException refused = catchThrowableOfType(BrokenManifestException.class,
                () -> Overlay.of(tree, overlay));
        // Then
        assertThat(refused).hasMessageContaining(complaint);
    }

    static Stream<Arguments> pods() {
        return Stream.of(
                broken("single", BASE, "        runAsNonRoot: true\n", "", "runAsNonRoot must be true"),
                broken("single", BASE, "runAsUser: 10001", "runAsUser: 0", "runAsUser must be a number above 0"),
                broken("single", BASE, "type: RuntimeDefault", "type: Unconfined", "seccompProfile is missing"),
                broken("single", BASE, "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true",
                        "allowPrivilegeEscalation must be false"),
                broken("single", BASE, "drop: [ALL]", "drop: [NET_RAW]", "all capabilities must be dropped"),
                broken("single", BASE, "drop: [ALL]", "drop: [ALL]\n              add: [NET_ADMIN]",
                        "all capabilities must be dropped"),
                broken("single", BASE, "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false",
                        "readOnlyRootFilesystem must be true"),
                broken("single", BASE, "automountServiceAccountToken: false", "automountServiceAccountToken: true",
                        "automountServiceAccountToken must be false"),
                broken("single", BASE, "      enableServiceLinks: false\n", "", "enableServiceLinks must be false"),
                broken("single", BASE, "image: zoetrope:0.1.0", "image: zoetrope:latest", "the image needs a version"),
                broken("single", BASE, "            limits:\n              memory: 512Mi\n", "", "limits (memory) are missing"),
                broken("single", BASE, "emptyDir:\n            sizeLimit: 1Gi", "hostPath:\n            path: /srv",
                        "no volume of type hostPath"),
                broken("knative", TICK, "                readOnlyRootFilesystem: true\n", "", "CronJob zoetrope-tick, tick"));
    }

    static Stream<Arguments> references() {
        return Stream.of(
                broken("single", BASE, "serviceAccountName: zoetrope", "serviceAccountName: default",
                        "no ServiceAccount default"),
                broken("single", "base/kustomization.yaml", "- name: zoetrope", "- name: settings", "no ConfigMap zoetrope"),
                broken("single", SINGLE, "claimName: zoetrope", "claimName: data", "no PersistentVolumeClaim data"),
                broken("replicas", BASE, "            - name: data\n              mountPath",
                        "            - name: date\n              mountPath", "no volume date"),
                broken("replicas", BASE, "        - name: data\n          emptyDir:\n            sizeLimit: 1Gi",
                        "        - name: data\n          emptyDir: {}", "volume data may fill the node"),
                broken("replicas", "overlays/replicas/autoscaler.yaml", "kind: Deployment\n    name: zoetrope",
                        "kind: Deployment\n    name: gateway", "no Deployment gateway"),
                broken("knative", KNATIVE, "            - name: ZOETROPE_KEYS\n", "            - name: ZOETROPE_UPSTREAM_KEY\n",
                        "ZOETROPE_UPSTREAM_KEY is there twice"),
                broken("single", BASE, "            - configMapRef:\n", "            - secretRef:\n", "each secret is named"));
    }

    static Stream<Arguments> selectors() {
        return Stream.of(
                broken("single", BASE, "    matchLabels:\n      app.kubernetes.io/name: zoetrope",
                        "    matchLabels:\n      app.kubernetes.io/name: gateway", "its selector is not its pods'"),
                broken("single", "base/service.yaml", "  selector:\n    app.kubernetes.io/name: zoetrope",
                        "  selector:\n    app: zoetrope", "Service: {app="),
                broken("single", NETWORK, "  podSelector:\n    matchLabels:\n      app.kubernetes.io/name: zoetrope",
                        "  podSelector:\n    matchLabels:\n      app.kubernetes.io/name: gateway",
                        "no NetworkPolicy holds it both ways"),
                broken("single", NETWORK, "policyTypes: [Ingress, Egress]", "policyTypes: [Ingress]",
                        "no NetworkPolicy holds it both ways"),
                broken("replicas", "overlays/replicas/disruption.yaml",
                        "matchLabels:\n      app.kubernetes.io/name: zoetrope", "matchLabels:\n      app: zoetrope",
                        "PodDisruptionBudget: {app="),
                broken("replicas", REPLICAS,
                        "topology.kubernetes.io/zone\n          whenUnsatisfiable: ScheduleAnyway\n          labelSelector:\n"
                                + "            matchLabels:\n              app.kubernetes.io/name: zoetrope",
                        "topology.kubernetes.io/zone\n          whenUnsatisfiable: ScheduleAnyway\n          labelSelector:\n"
                                + "            matchLabels:\n              app.kubernetes.io/name: gateway",
                        "topology.kubernetes.io/zone counts other pods"),
                broken("single", "components/servicemonitor/servicemonitor.yaml",
                        "      app.kubernetes.io/component: management\n", "      app.kubernetes.io/component: meters\n",
                        "finds not exactly one Service"));
    }

    static Stream<Arguments> ports() {
        return Stream.of(
                broken("single", BASE, "containerPort: 9000", "containerPort: 9001", "the gateway listens on [8080, 9000]"),
                broken("single", "base/service.yaml", "targetPort: http", "targetPort: web", "no pod has port web"),
                broken("single", NETWORK, "- port: http", "- port: web", "no pod has port web"),
                broken("single", BASE, "/q/health/ready\n              port: management",
                        "/q/health/ready\n              port: http", "readinessProbe must get /q/health/ready at port 9000"),
                broken("single", BASE, "/q/health/live", "/q/health/alive", "livenessProbe must get /q/health/live"),
                broken("single", BASE, "/q/health/started", "/health/started", "startupProbe must get /q/health/started"),
                broken("knative", KNATIVE, "port: 9000", "port: 8080", "readinessProbe must get /q/health/ready at port 9000"),
                broken("single", "components/servicemonitor/servicemonitor.yaml", "port: management", "port: metrics",
                        "its Service has no port metrics"),
                broken("single", "components/servicemonitor/networkpolicy.yaml", "port: management", "port: metrics",
                        "NetworkPolicy zoetrope: no pod has port metrics"));
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                broken("single", SETTINGS, "ZOETROPE_DATA_DIR=", "ZOETROPE_DATADIR=",
                        "ZOETROPE_DATADIR is no setting"),
                broken("knative", KNATIVE_SETTINGS, "ZOETROPE_TRACK_TICK=30s", "ZOETROPE_TRACK_TICK=soon",
                        "zoetrope.track.tick"),
                broken("knative", KNATIVE_SETTINGS, "ZOETROPE_VAULT_MODE=s3", "ZOETROPE_VAULT_MODE=gcs", "zoetrope.vault.mode"),
                broken("replicas", "overlays/replicas/settings.env", "ZOETROPE_VAULT_S3_REGION=us-east-1",
                        "ZOETROPE_VAULT_S3_SECRET_KEY=x", "ZOETROPE_VAULT_S3_SECRET_KEY belongs in a Secret"),
                broken("single", BASE, """
                                    - name: ZOETROPE_KEYS
                                      valueFrom:
                                        secretKeyRef:
                                          name: zoetrope
                                          key: ZOETROPE_KEYS
                        """, """
                                    - name: ZOETROPE_KEYS
                                      value: alice:a-key
                        """, "ZOETROPE_KEYS belongs in a Secret"));
    }

    static Stream<Arguments> places() {
        return Stream.of(
                broken("single", BASE, "mountPath: /data", "mountPath: /var/data", "ZOETROPE_DATA_DIR=/data/zoetrope is no"),
                broken("single", SINGLE, "type: Recreate", "type: RollingUpdate", "strategy must be Recreate"),
                broken("single", BASE, "replicas: 1", "replicas: 2", "several processes need ZOETROPE_DATABASE_URL"),
                broken("single", SINGLE,
                        "          emptyDir: null\n          persistentVolumeClaim:\n            claimName: zoetrope\n",
                        "          emptyDir:\n            sizeLimit: 9Gi\n", "SQLite would be gone with its pod"),
                broken("replicas", "overlays/replicas/settings.env", "ZOETROPE_VAULT_MODE=s3", "ZOETROPE_VAULT_MODE=disk",
                        "several processes need"),
                broken("replicas", REPLICAS, "- name: ZOETROPE_DATABASE_URL", "- name: ZOETROPE_VAULT_S3_PREFIX",
                        "several processes need"),
                broken("replicas", "overlays/replicas/autoscaler.yaml", "minReplicas: 2", "minReplicas: 1",
                        "nothing that survives the loss of one"),
                broken("replicas", "overlays/replicas/disruption.yaml", "maxUnavailable: 1", "maxUnavailable: 0",
                        "one at a time may go"));
    }

    static Stream<Arguments> stops() {
        return Stream.of(
                broken("single", BASE, "terminationGracePeriodSeconds: 90", "terminationGracePeriodSeconds: 75",
                        "terminationGracePeriodSeconds 75 must be more than"),
                broken("single", BASE, "      terminationGracePeriodSeconds: 90\n", "",
                        "terminationGracePeriodSeconds null must be more than"),
                broken("replicas", REPLICAS, "seconds: 5", "seconds: 30", "terminationGracePeriodSeconds 90 must be"),
                broken("single", SETTINGS, "DEADLINE=75s", "DEADLINE=70s", "zoetrope.stop.deadline must be more than"),
                broken("knative", SETTINGS, "DEADLINE=75s", "DEADLINE=5m", "Knative: timeoutSeconds, which is the grace"));
    }

    static Stream<Arguments> knative() {
        return Stream.of(
                broken("knative", KNATIVE, "min-scale: \"0\"", "min-scale: \"1\"", "min-scale must be"),
                broken("knative", KNATIVE, "name: http1", "name: http", "one port only, named http1"),
                broken("knative", KNATIVE, "name: http1", "name: h2c", "needs QUARKUS_HTTP_HTTP2=true"),
                broken("knative", KNATIVE, "      enableServiceLinks: false\n",
                        "      enableServiceLinks: false\n      terminationGracePeriodSeconds: 60\n",
                        "terminationGracePeriodSeconds is not taken of a pod"),
                broken("knative", KNATIVE, "          readinessProbe:\n", "          livenessProbe:\n",
                        "livenessProbe is not taken of a container"),
                broken("knative", KNATIVE, "port: 9000", "port: management", "needs its number"),
                broken("knative", KNATIVE_SETTINGS, "ZOETROPE_TRACK_MODE=on-demand", "ZOETROPE_TRACK_MODE=continuous",
                        "zoetrope.track.mode must be on-demand"),
                broken("knative", KNATIVE_SETTINGS, "ZOETROPE_SUBMIT_WAIT=70s", "ZOETROPE_SUBMIT_WAIT=64s",
                        "zoetrope.submit.wait must be at least"),
                broken("knative", KNATIVE_SETTINGS, "READ_TIMEOUT=60s", "READ_TIMEOUT=66s", "zoetrope.submit.wait must be"),
                broken("knative", KNATIVE_SETTINGS, "TRACK_TICK=30s", "TRACK_TICK=5m", "what a tick may take"),
                broken("knative", KNATIVE, "timeoutSeconds: 300", "timeoutSeconds: 60", "more than zoetrope.submit.wait"),
                broken("knative", KNATIVE, "containerConcurrency: 64", "containerConcurrency: 65",
                        "from 1 to zoetrope.upstream.max-in-flight"),
                broken("knative", KNATIVE, "containerConcurrency: 64", "containerConcurrency: 0",
                        "from 1 to zoetrope.upstream.max-in-flight"),
                broken("knative", TICK, "zoetrope.$(NAMESPACE).svc/v1/maintenance/tick", "zoetrope.$(NAMESPACE).svc/v1/tick",
                        "the CronJob must call"),
                broken("knative", TICK, "concurrencyPolicy: Forbid", "concurrencyPolicy: Allow", "one tick at a time"),
                broken("knative", TICK, "activeDeadlineSeconds: 360", "activeDeadlineSeconds: 60", "must be in this order"),
                broken("knative", "overlays/knative/networkpolicy.yaml", "        - port: 8012\n", "",
                        "shuts out its sidecar's ports"),
                broken("knative", "overlays/knative/networkpolicy.yaml", "        - port: 8012\n",
                        "        - port: 8012\n        - port: 8080\n", "leads past its sidecar"));
    }

    static Stream<Arguments> words() {
        return Stream.of(
                broken("knative", TICK, "restartPolicy: Never", "restartPolicy: Sometimes",
                        "restartPolicy cannot be Sometimes"),
                broken("single", NETWORK, "protocol: UDP", "protocol: UPD", "protocol cannot be UPD"),
                broken("single", "overlays/single/volume.yaml", "[ReadWriteOnce]", "[ReadWrite]", "accessModes cannot be"),
                broken("replicas", REPLICAS, "zone\n          whenUnsatisfiable: ScheduleAnyway",
                        "zone\n          whenUnsatisfiable: Anyway", "whenUnsatisfiable cannot be Anyway"));
    }

    static Stream<Arguments> memory() {
        return Stream.of(
                broken("single", BASE, "-XX:+ExitOnOutOfMemoryError", "-XX:-ExitOnOutOfMemoryError",
                        "out of memory must end the process"),
                broken("knative", KNATIVE, "[-Xmx96m, -XX:+ExitOnOutOfMemoryError]", "[-Xmx96m]",
                        "out of memory must end the process"));
    }

    @ParameterizedTest
    @MethodSource({ "pods", "references", "selectors", "ports", "settings", "places", "stops", "knative", "words", "memory" })
    void what_does_not_agree_is_named(String overlay, String file, String words, String others, String complaint) {
        // Given
        Overlay broken = file.startsWith("components/")
                ? Overlay.of(TREE.with(file, words, others), overlay, "servicemonitor")
                : Overlay.of(TREE.with(file, words, others), overlay);
        // When
        List<String> complaints = Check.all(broken);
        // Then
        assertThat(complaints).anySatisfy(line -> assertThat(line).contains(complaint));
    }
}
