package dev.zoetrope.k8s;

import java.util.List;

/**
 * A {@code kustomization.yaml}, as far as ours go; anything else in one is refused. See <a
 * href="https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/">its reference</a>.
 */
record Kustomization(String apiVersion, String kind, String namespace, List<String> resources, List<String> components,
        List<Generator> configMapGenerator, List<String> configurations, List<Patch> patches) {

    static final String FILE = "/kustomization.yaml";

    Kustomization {
        resources = resources == null ? List.of() : resources;
        components = components == null ? List.of() : components;
        configMapGenerator = configMapGenerator == null ? List.of() : configMapGenerator;
        configurations = configurations == null ? List.of() : configurations;
        patches = patches == null ? List.of() : patches;
    }

    /** Makes a ConfigMap of files with a variable on each line, or adds them to one. */
    record Generator(String name, String behavior, List<String> envs) {
    }

    /** A file that is merged into the resource it names, or a list of operations on the target. */
    record Patch(String path, Target target) {
    }

    /** A resource, whatever its version. */
    record Target(String kind, String name) {
    }

    static Kustomization read(Tree tree, String directory) {
        String file = directory + FILE;
        return Yaml.as(Kustomization.class, file, Yaml.object(file, tree.text(file)));
    }
}
