package dev.zoetrope.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages say of settings and secrets is what the program and the manifests have. */
class ReadmeTest {
    private static final Tree TREE = Tree.real();
    /** A row of the secrets: the Secret, its key, the overlays, whether it must be there. */
    private static final Pattern SECRET = Pattern
            .compile("\\| `([a-z-]+)` \\| `([A-Z0-9_]+)` \\| ([a-z, ]+) \\| (yes|no) \\|.*");

    @ParameterizedTest
    @ValueSource(strings = { "README.md", "docs/operations.md" })
    void out_of_memory_ends_each_process_that_the_page_starts(String page) throws IOException {
        List<String> starts = Pattern.compile("java [^`\n]*-jar target\\S+").matcher(Files.readString(Path.of(page)))
                .results().map(MatchResult::group).toList();

        assertThat(starts).isNotEmpty().allMatch(start -> start.contains(OutOfMemory.ENDS + " -jar"));
    }

    private static Stream<MatchResult> secretRows() {
        return TREE.text("README.md").lines().map(SECRET::matcher).filter(Matcher::matches).map(Matcher::toMatchResult);
    }

    @ParameterizedTest
    @ValueSource(strings = { "single", "replicas", "knative" })
    void the_table_of_secrets_has_what_each_overlay_takes(String name) {
        Set<Secret> documented = secretRows().filter(row -> List.of(row.group(3).split(", ")).contains(name))
                .map(row -> new Secret(row.group(1), row.group(2), "yes".equals(row.group(4)))).collect(Collectors.toSet());

        assertThat(Secret.of(Overlay.of(TREE, name))).isNotEmpty().containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void what_the_page_makes_secrets_of_is_in_the_table() {
        Set<String> keys = secretRows().map(row -> row.group(2)).collect(Collectors.toSet());
        Set<String> written = Pattern.compile("^([A-Z0-9_]+)=", Pattern.MULTILINE).matcher(TREE.text("README.md")).results()
                .map(found -> found.group(1)).collect(Collectors.toSet());

        assertThat(written).isNotEmpty().isSubsetOf(keys);
    }
}
