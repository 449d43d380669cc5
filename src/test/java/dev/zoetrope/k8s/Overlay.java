package dev.zoetrope.k8s;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** One way of running it: all resources, put together and read strictly. */
record Overlay(String name, List<Resource> resources) {

    static Overlay of(Tree tree, String name, String... components) {
        return of(name, new Kustomize(tree).build("overlays/" + name,
                Stream.of(components).map(component -> "components/" + component).toList()));
    }

    static Overlay of(String name, List<? extends com.fasterxml.jackson.databind.JsonNode> resources) {
        return new Overlay(name, resources.stream().map(Resource::of).toList());
    }

    <T extends HasMetadata> Stream<T> all(Class<T> type) {
        return resources.stream().map(Resource::typed).filter(type::isInstance).map(type::cast);
    }

    boolean has(Class<? extends HasMetadata> type, String resource) {
        return all(type).anyMatch(one -> one.getMetadata().getName().equals(resource));
    }

    List<Pod> pods() {
        return resources.stream().flatMap(resource -> Pod.of(resource).stream()).toList();
    }

    /** What is no secret, by the names of the variables. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        all(ConfigMap.class).forEach(map -> settings.putAll(map.getData()));
        return settings;
    }

    /** Every variable that the gateway gets, its secrets with a word in place of each. */
    Map<String, String> environment() {
        Map<String, String> environment = settings();
        pods().stream().flatMap(pod -> pod.gateway().stream()).flatMap(container -> container.getEnv().stream())
                .forEach(variable -> environment.put(variable.getName(),
                        variable.getValue() == null ? Secret.STANDS_FOR : variable.getValue()));
        return environment;
    }
}
