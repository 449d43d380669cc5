package dev.zoetrope.k8s;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;

/**
 * What a resource makes pods of.
 *
 * @param owner the resource, for complaints
 * @param knative whether they are Knative's, which adds a sidecar and has rules of its own
 * @param json the specification as it stands
 */
record Pod(String owner, boolean knative, Map<String, String> labels, JsonNode json, PodSpec spec) {

    /** Where a template may be. */
    private static final List<String> TEMPLATES = List.of("/spec/template", "/spec/jobTemplate/spec/template");
    /** What a Knative Service says beside the members of a pod. */
    private static final List<String> OF_KNATIVE = List.of("timeoutSeconds", "responseStartTimeoutSeconds",
            "idleTimeoutSeconds", "containerConcurrency");
    private static final String GATEWAY = "zoetrope";

    /** None where the resource makes no pods. */
    static Optional<Pod> of(Resource resource) {
        return TEMPLATES.stream().map(path -> resource.json().at(path)).filter(JsonNode::isObject)
                .findFirst().map(template -> of(resource, template));
    }

    private static Pod of(Resource resource, JsonNode template) {
        boolean knative = resource.typed() instanceof io.fabric8.knative.serving.v1.Service;
        JsonNode spec = template.path("spec");
        ObjectNode pod = spec.deepCopy();
        pod.remove(OF_KNATIVE);
        Map<String, String> labels = new ObjectMapper().convertValue(template.at("/metadata/labels"), new TypeReference<>() {
        });
        return new Pod(resource.label(), knative, labels == null ? Map.of() : labels, spec,
                ApiTypes.as(PodSpec.class, resource.label(), pod));
    }

    /** The gateway's own container, where these are the gateway's pods. */
    Optional<Container> gateway() {
        return spec.getContainers().stream().filter(container -> GATEWAY.equals(container.getName())).findFirst();
    }

    Stream<ContainerPort> ports() {
        return spec.getContainers().stream().flatMap(container -> container.getPorts().stream());
    }
}
