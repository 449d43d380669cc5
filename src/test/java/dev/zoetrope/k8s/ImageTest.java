package dev.zoetrope.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.fabric8.kubernetes.api.model.Container;

/** What the images say of user, ports and data is what the manifests expect of them. */
class ImageTest {
    private static final String REACHABLE = "QUARKUS_MANAGEMENT_HOST=0.0.0.0";
    private static final Path PLACE = Path.of("src", "main", "docker");
    private static final Overlay OVERLAY = Overlay.of(Tree.real(), "single");

    /** The instructions, lines that go on put together, comments left out. */
    private static List<String> instructions(String dockerfile) throws IOException {
        String text = Files.readString(PLACE.resolve(dockerfile)).replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n\\s*", "");
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    private static String last(List<String> instructions, String name) {
        return instructions.stream().filter(line -> line.startsWith(name + " ")).reduce((one, other) -> other).orElseThrow()
                .substring(name.length() + 1);
    }

    /** The words of an exec form; a shell form is no JSON and fails. */
    private static List<String> words(String name, String instruction) {
        List<String> words = new ArrayList<>();
        JsonNode list = Yaml.documents(name, instruction.substring(instruction.indexOf('['))).get(0);
        list.forEach(word -> words.add(word.textValue()));
        return words;
    }

    @ParameterizedTest
    @ValueSource(strings = { "Dockerfile.jvm", "Dockerfile.native-micro" })
    void an_image_fits_the_manifests(String dockerfile) throws IOException {
        // Given
        Container gateway = OVERLAY.pods().get(0).gateway().orElseThrow();
        String data = OVERLAY.settings().get("ZOETROPE_DATA_DIR");
        // When
        List<String> image = instructions(dockerfile);
        // Then
        assertThat(last(image, "USER").replaceAll(":.*", ""))
                .isEqualTo(OVERLAY.pods().get(0).spec().getSecurityContext().getRunAsUser().toString());
        assertThat(last(image, "EXPOSE").split(" ", -1)).containsExactlyElementsOf(
                gateway.getPorts().stream().map(port -> port.getContainerPort().toString()).toList());
        String volume = last(image, "VOLUME");
        assertThat(Path.of(data).getParent()).as("a directory that the process makes for itself").hasToString(volume);
        assertThat(last(image, "ENV")).isEqualTo("ZOETROPE_DATA_DIR=" + data + " " + REACHABLE);
        assertThat(OVERLAY.settings()).as("probes come from outside").containsEntry("QUARKUS_MANAGEMENT_HOST", "0.0.0.0");
        assertThat(words(dockerfile, last(image, "ENTRYPOINT"))).contains("-Djava.io.tmpdir=" + volume)
                .noneMatch(word -> word.endsWith("sh"));
        assertThat(words(dockerfile, last(image, "HEALTHCHECK"))).endsWith("health").noneMatch(word -> word.endsWith("sh"));
    }

    @Test
    void out_of_memory_ends_the_process_of_an_image() throws IOException {
        // The image's arguments are what the training writes; the executable has its options from the build.
        assertThat(words("Dockerfile.jvm", last(instructions("Dockerfile.jvm"), "ENTRYPOINT"))).contains("@/app/java.args");
        assertThat(Files.readAllLines(PLACE.resolve("train-aot"))).contains(OutOfMemory.ENDS);
        assertThat(Files.readString(Path.of("src", "main", "resources", "application.properties")))
                .containsPattern("(?m)^quarkus\\.native\\.additional-build-args-append=.*-R:\\+ExitOnOutOfMemoryError\\b");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Dockerfile.jvm", "Dockerfile.native-micro" })
    void what_an_image_copies_is_not_ignored(String dockerfile) throws IOException {
        List<String> taken = Files.readAllLines(Path.of(".dockerignore")).stream().filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1)).toList();
        Stream<String> copied = Stream.concat(instructions(dockerfile).stream().filter(line -> line.startsWith("COPY"))
                .map(line -> line.replaceAll("^COPY (--\\S+ )*(\\S+) .*$", "$2")),
                instructions(dockerfile).stream().filter(line -> line.contains("type=bind"))
                        .map(line -> line.replaceAll(".*source=([^,]+),.*", "$1")));

        assertThat(copied).isNotEmpty().allMatch(source -> taken.stream().anyMatch(source::startsWith));
    }
}
