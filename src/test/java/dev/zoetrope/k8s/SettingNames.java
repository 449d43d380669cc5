package dev.zoetrope.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.zoetrope.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;

/** Every variable of ours is a setting with a value it can have, and none that may be a secret stands in the manifests. */
final class SettingNames implements Check {
    private static final String OURS = "ZOETROPE_";
    private static final Set<String> KNOWN = Settings.all().keySet().stream().map(Settings::variable)
            .collect(Collectors.toSet());

    @Override
    public Stream<String> complaints(Overlay overlay) {
        List<String> complaints = new ArrayList<>();
        overlay.all(ConfigMap.class).forEach(map -> map.getData().keySet().forEach(variable -> {
            if (Secret.isOne(variable)) {
                complaints.add("ConfigMap " + map.getMetadata().getName() + ": " + variable + " belongs in a Secret");
            }
        }));
        overlay.pods().forEach(pod -> pod.spec().getContainers().forEach(container -> container.getEnv().stream()
                .filter(variable -> Secret.isOne(variable.getName()) && variable.getValue() != null)
                .forEach(variable -> complaints.add(pod.owner() + ": " + variable.getName() + " belongs in a Secret"))));
        names(overlay).filter(variable -> !KNOWN.contains(variable))
                .forEach(variable -> complaints.add(variable + " is no setting"));
        complaints.addAll(values(overlay.environment()));
        return complaints.stream();
    }

    private static Stream<String> names(Overlay overlay) {
        Stream<String> given = overlay.pods().stream().flatMap(pod -> pod.gateway().stream()).map(Container::getEnv)
                .flatMap(List::stream).map(EnvVar::getName);
        return Stream.concat(overlay.settings().keySet().stream(), given).filter(variable -> variable.startsWith(OURS));
    }

    private static List<String> values(Map<String, String> environment) {
        try {
            Settings.of(environment);
            return List.of();
        } catch (RuntimeException cannotBeRead) {
            return List.of(cannotBeRead.getMessage());
        }
    }
}
