package dev.zoetrope.k8s;

import java.io.IOException;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.LogicalType;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;

/**
 * The types of the Kubernetes API, of Knative's and of the Prometheus operator's, read as their servers do: an unknown
 * member, a number where a string belongs, a string where a number belongs is refused. The types themselves would put what
 * they do not know into a map and go on.
 */
final class ApiTypes {
    private static final Map<String, Class<? extends HasMetadata>> KINDS = ServiceLoader.load(KubernetesResource.class)
            .stream().map(ServiceLoader.Provider::type).filter(HasMetadata.class::isAssignableFrom)
            .map(type -> type.<HasMetadata> asSubclass(HasMetadata.class))
            .collect(Collectors.toMap(type -> key(HasMetadata.getApiVersion(type), HasMetadata.getKind(type)), type -> type,
                    (one, other) -> one));
    private static final ObjectMapper STRICT = strict();

    private ApiTypes() {
    }

    private static ObjectMapper strict() {
        ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
            private static final long serialVersionUID = 1L;

            @Override
            public Boolean hasAnySetter(Annotated member) {
                return Boolean.FALSE;
            }
        });
        mapper.coercionConfigFor(LogicalType.Textual).setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.Integer).setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.Boolean).setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
        return mapper;
    }

    private static String key(String apiVersion, String kind) {
        return apiVersion + " " + kind;
    }

    static HasMetadata read(String where, JsonNode json) {
        String key = key(json.path("apiVersion").asText(), json.path("kind").asText());
        Class<? extends HasMetadata> type = KINDS.get(key);
        if (type == null) {
            throw new BrokenManifestException(where, "no API has a " + key);
        }
        return as(type, where, json);
    }

    /** A part of a resource as this type of the API. */
    static <T> T as(Class<T> type, String where, JsonNode json) {
        try {
            return STRICT.treeToValue(json, type);
        } catch (IOException e) {
            throw new BrokenManifestException(where, e);
        }
    }
}
