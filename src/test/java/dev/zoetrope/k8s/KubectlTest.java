package dev.zoetrope.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

/** What kubectl makes of the overlays is what is checked elsewhere; skipped where there is no kubectl. */
class KubectlTest {
    private static final String KUBECTL = "kubectl";
    private static final int PATIENCE_SECONDS = 60;
    /** What kustomize adds to the name of a ConfigMap: hexadecimal, but without letters and digits that could make words. */
    private static final String HASH = "zoetrope-[24-9bcdfghkmt]{10}\\b";

    @TempDir
    Path scratch;

    @BeforeEach
    void installed() {
        assumeTrue(Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, KUBECTL))), "kubectl is not on the PATH");
    }

    @ParameterizedTest
    @CsvSource({ "single,", "replicas,", "knative,", "single,servicemonitor", "replicas,servicemonitor" })
    void kubectl_renders_the_same(String name, String component) throws Exception {
        // Given
        Overlay ours = component == null ? Overlay.of(Tree.real(), name) : Overlay.of(Tree.real(), name, component);
        // When
        String rendered = kustomize(component == null ? Tree.ROOT.resolve("overlays").resolve(name) : around(name, component));
        // Then
        List<JsonNode> theirs = Yaml.documents(name, rendered.replaceAll(HASH, "zoetrope"));
        assertThat(byLabel(theirs.stream().map(Resource::of))).isEqualTo(byLabel(ours.resources().stream()));
        assertThat(Check.all(Overlay.of(name, theirs))).isEmpty();
        assertThat(rendered.lines().filter(line -> line.matches(".*" + HASH + ".*")))
                .as("the ConfigMap and who names it, by one hash").hasSize(2)
                .extracting(line -> line.replaceAll(".*(" + HASH + ").*", "$1")).containsOnly(hashed(rendered));
    }

    private static Map<String, JsonNode> byLabel(Stream<Resource> resources) {
        return resources.collect(Collectors.toMap(Resource::label, Resource::json));
    }

    private static String hashed(String rendered) {
        return rendered.lines().filter(line -> line.matches(".*" + HASH + ".*")).findFirst().orElseThrow()
                .replaceAll(".*(" + HASH + ").*", "$1");
    }

    /** An overlay as an operator would write it: one of ours and a component. */
    private Path around(String name, String component) throws IOException {
        Function<String, String> there = directory -> scratch.toAbsolutePath()
                .relativize(Tree.ROOT.toAbsolutePath().resolve(directory)).toString();
        Files.writeString(scratch.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: zoetrope
                resources: ["%s"]
                components: ["%s"]
                """.formatted(there.apply("overlays/" + name), there.apply("components/" + component)));
        return scratch;
    }

    private String kustomize(Path directory) throws Exception {
        Path rendered = Files.createTempFile(scratch.getParent(), "rendered", ".yaml");
        Path errors = Files.createTempFile(scratch.getParent(), "errors", ".txt");
        Process kubectl = new ProcessBuilder(KUBECTL, "kustomize", directory.toString()).redirectOutput(rendered.toFile())
                .redirectError(errors.toFile()).start();
        assertThat(kubectl.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(kubectl.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readString(rendered, StandardCharsets.UTF_8);
    }
}
