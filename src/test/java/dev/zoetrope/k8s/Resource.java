package dev.zoetrope.k8s;

import com.fasterxml.jackson.databind.JsonNode;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * A resource of an overlay.
 *
 * @param typed the same, read strictly
 */
record Resource(JsonNode json, HasMetadata typed) {

    static Resource of(JsonNode json) {
        return new Resource(json, ApiTypes.read(label(json), json));
    }

    private static String label(JsonNode json) {
        return json.path("kind").asText() + " " + json.at("/metadata/name").asText();
    }

    /** For complaints. */
    String label() {
        return label(json);
    }

    String name() {
        return typed.getMetadata().getName();
    }
}
