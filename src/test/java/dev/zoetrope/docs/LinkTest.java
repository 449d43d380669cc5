package dev.zoetrope.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Every link of a document leads somewhere, and every file that the sources name is there. */
class LinkTest {
    private static final int LONGEST_README = 200;
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
    /** A document or program in a comment, by its path: {@code docs/contract.md}, {@code bench/chaos}. */
    private static final Pattern NAMED_FILE = Pattern
            .compile("(?<![/\\w])(?:docs|bench|k8s|src|\\.ci)/[\\w./-]*\\w\\b|\\b[\\w-]+\\.md\\b");

    private static List<Path> files(String root, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(file -> file.toString().endsWith(suffix) && !file.toString().contains("node_modules")).toList();
        }
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        try (Stream<Path> top = Files.list(Path.of("."))) {
            top.filter(file -> file.toString().endsWith(".md")).map(Path::normalize).forEach(documents::add);
        }
        for (String folder : List.of("docs", "bench", "k8s")) {
            documents.addAll(files(folder, ".md"));
        }
        return documents;
    }

    /** The anchors of a document, as GitHub makes them of its headings. */
    private static Set<String> anchors(Path document) throws IOException {
        return HEADING.matcher(Files.readString(document).replaceAll("(?s)```.*?```", "")).results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document
                : Path.of("").resolve(document).resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    @Test
    void every_link_leads_to_a_file_and_a_heading() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path document : documents()) {
            String text = CODE.matcher(Files.readString(document)).replaceAll("");
            for (MatchResult found : LINK.matcher(text).results().toList()) {
                String link = found.group(1);
                if (!link.contains("://") && !leadsSomewhere(document, link)) {
                    dead.add(document + " -> " + link);
                }
            }
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void every_file_that_a_comment_names_is_there() throws IOException {
        List<String> missing = new ArrayList<>();
        for (String root : List.of("src/main/java", "src/test/java")) {
            for (Path source : files(root, ".java")) {
                String comments = Pattern.compile("(?s)/\\*\\*.*?\\*/|(?m)^\\s*//.*$").matcher(Files.readString(source))
                        .results()
                        .map(MatchResult::group).collect(Collectors.joining("\n"));
                NAMED_FILE.matcher(comments).results().map(MatchResult::group).filter(name -> !Files.exists(Path.of(name)))
                        .forEach(name -> missing.add(source + " -> " + name));
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void the_first_page_is_short() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(LONGEST_README);
    }
}
