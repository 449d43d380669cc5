package dev.zoetrope.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The overlays as they are: the API would take them, and everything in them agrees. */
class OverlayTest {
    private static final Tree TREE = Tree.real();
    private static final String MONITORED = "servicemonitor";

    static Stream<Overlay> overlays() {
        return Stream.of(Overlay.of(TREE, "single"), Overlay.of(TREE, "single", MONITORED), Overlay.of(TREE, "replicas"),
                Overlay.of(TREE, "replicas", MONITORED), Overlay.of(TREE, "knative"));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void an_overlay_is_in_order(Overlay overlay) {
        assertThat(overlay.pods()).isNotEmpty();
        assertThat(Check.all(overlay)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void nothing_is_there_twice_and_all_is_in_one_namespace(Overlay overlay) {
        List<String> labels = overlay.resources().stream().map(Resource::label).toList();

        assertThat(labels).doesNotHaveDuplicates();
        assertThat(overlay.resources().stream().map(resource -> resource.typed().getMetadata().getNamespace()))
                .containsOnly("zoetrope");
    }

    @Test
    void every_file_is_of_use() {
        Kustomize kustomize = new Kustomize(TREE);
        Stream.of("overlays/single", "overlays/replicas", "overlays/knative")
                .forEach(overlay -> kustomize.build(overlay, List.of("components/" + MONITORED)));
        Set<String> files = TREE.files().keySet().stream().filter(file -> !file.endsWith(".md"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(kustomize.read()).isEqualTo(files);
    }

    @Test
    void there_is_no_secret_in_the_repository() {
        assertThat(overlays().flatMap(overlay -> overlay.all(io.fabric8.kubernetes.api.model.Secret.class))).isEmpty();
    }
}
