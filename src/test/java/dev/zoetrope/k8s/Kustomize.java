package dev.zoetrope.k8s;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Puts an overlay together as {@code kubectl kustomize} does, so that the checks need no kubectl; {@code KubectlTest}
 * compares the two. Names of ConfigMaps stay without their hash.
 */
final class Kustomize {
    private final Tree tree;
    private final Set<String> read = new TreeSet<>();

    Kustomize(Tree tree) {
        this.tree = tree;
    }

    /** The files that were of use so far. */
    Set<String> read() {
        return read;
    }

    /** @param components added to those of the overlay itself, as directories in the tree */
    List<ObjectNode> build(String directory, List<String> components) {
        List<ObjectNode> resources = new ArrayList<>();
        Kustomization kustomization = add(directory, resources);
        components.forEach(component -> add(component, resources));
        if (kustomization.namespace() != null) {
            resources.forEach(resource -> resource.withObject("/metadata").put("namespace", kustomization.namespace()));
        }
        return resources;
    }

    private Kustomization add(String directory, List<ObjectNode> resources) {
        Kustomization kustomization = Kustomization.read(tree, directory);
        read.add(directory + Kustomization.FILE);
        for (String resource : kustomization.resources()) {
            String path = path(directory, resource);
            if (tree.files().containsKey(path + Kustomization.FILE)) {
                resources.addAll(build(path, List.of()));
            } else {
                resources.add(Yaml.object(path, text(path)));
            }
        }
        kustomization.components().forEach(component -> add(path(directory, component), resources));
        kustomization.configMapGenerator().forEach(generator -> generate(directory, generator, resources));
        kustomization.patches().forEach(patch -> patch(path(directory, patch.path()), patch, resources));
        kustomization.configurations().forEach(file -> text(path(directory, file)));
        return kustomization;
    }

    private String text(String path) {
        read.add(path);
        return tree.text(path);
    }

    private static String path(String directory, String relative) {
        return Path.of(directory).resolve(relative).normalize().toString();
    }

    private void generate(String directory, Kustomization.Generator generator, List<ObjectNode> resources) {
        ObjectNode map = "merge".equals(generator.behavior())
                ? find(directory, "ConfigMap", generator.name(), resources)
                : JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.withObject("/metadata").put("name", generator.name());
        for (String file : generator.envs()) {
            String path = path(directory, file);
            text(path).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
                String[] pair = line.split("=", 2);
                if (pair.length != 2) {
                    throw new BrokenManifestException(path, "no value: " + line);
                }
                map.withObject("/data").put(pair[0], pair[1]);
            });
        }
        if (!resources.contains(map)) {
            resources.add(map);
        }
    }

    private void patch(String file, Kustomization.Patch patch, List<ObjectNode> resources) {
        JsonNode content = Yaml.documents(file, text(file)).get(0);
        if (content instanceof ArrayNode operations) {
            ObjectNode target = find(file, patch.target().kind(), patch.target().name(), resources);
            operations.forEach(operation -> apply(file, operation, target));
        } else {
            ObjectNode changes = (ObjectNode) content;
            ObjectNode target = find(file, changes.path("apiVersion").asText() + " " + changes.path("kind").asText(),
                    changes.at("/metadata/name").asText(), resources);
            if ("delete".equals(changes.path("$patch").asText())) {
                resources.remove(target);
            } else {
                Merge.into(target, changes);
            }
        }
    }

    /** @param kind with its API version before it, where that counts */
    private static ObjectNode find(String where, String kind, String name, List<ObjectNode> resources) {
        return resources.stream().filter(resource -> name.equals(resource.at("/metadata/name").asText()) && (" "
                + resource.path("apiVersion").asText() + " " + resource.path("kind").asText()).endsWith(" " + kind)).findFirst()
                .orElseThrow(() -> new BrokenManifestException(where, "there is no " + kind + " " + name));
    }

    /** RFC 6902: {@code add} to the end of a list, and {@code replace}. */
    private static void apply(String file, JsonNode operation, ObjectNode target) {
        JsonPointer path = JsonPointer.compile(operation.path("path").asText());
        JsonNode above = target.at(path.head());
        String last = path.last().getMatchingProperty();
        JsonNode value = operation.path("value");
        Consumer<JsonNode> does = switch (operation.path("op").asText()) {
            case "add" -> above instanceof ArrayNode list && "-".equals(last) ? list::add : null;
            case "replace" -> above instanceof ObjectNode object && object.has(last) ? found -> object.set(last, found) : null;
            default -> null;
        };
        if (does == null || value.isMissingNode()) {
            throw new BrokenManifestException(file, "cannot be done: " + operation);
        }
        does.accept(value.deepCopy());
    }
}
