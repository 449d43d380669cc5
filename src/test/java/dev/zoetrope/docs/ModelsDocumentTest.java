package dev.zoetrope.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.zoetrope.model.Allowed;
import dev.zoetrope.model.Media;
import dev.zoetrope.model.Member;
import dev.zoetrope.model.Mode;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.Slot;

/**
 * {@code docs/models.md} has the tables of the models, and its example is a model. {@code -Ddocs.write=true} writes the tables.
 */
class ModelsDocumentTest {
    private static final Path FILE = Path.of("docs", "models.md");
    private static final String BEGIN = "<!-- The rest of this file is generated from the model files. -->\n\n";

    @Test
    void the_document_has_the_tables_of_the_models() throws IOException {
        String document = Files.readString(FILE);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        Map<String, List<String>> idsOfTable = Models.ofThisVersion().all().stream().collect(Collectors
                .groupingBy(ModelsDocumentTest::table, LinkedHashMap::new, Collectors.mapping(Model::id, Collectors.toList())));
        String tables = idsOfTable.entrySet().stream()
                .map(table -> "## " + String.join(", ", table.getValue()) + "\n\n" + table.getKey())
                .collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(FILE, document.substring(0, begin) + tables);
        }

        assertThat(Files.readString(FILE).substring(begin)).isEqualTo(tables);
    }

    @Test
    void the_example_of_the_document_is_a_model() {
        String example = OwnModel.text();

        Model model = Models.of("example.yaml", example).find("studio-zoom");

        assertThat(model.rules()).hasSize(2);
        assertThat(model.has(Slot.FIRST_FRAME)).isTrue();
        assertThat(example.lines()).hasSizeLessThanOrEqualTo(15);
    }

    @Test
    void the_document_has_each_slot() throws IOException {
        String document = Files.readString(FILE);

        assertThat(Slot.values()).allSatisfy(slot -> assertThat(document).contains("`" + slot.word() + "`"));
    }

    private static String table(Model model) {
        StringBuilder text = new StringBuilder(model.docs() == null ? "" : model.docs() + "\n\n")
                .append("| member | type | null | default | values |\n|---|---|---|---|---|\n");
        for (Member member : model.members()) {
            text.append("| `%s` | %s%s | %s | %s | %s |\n".formatted(member.name(), member.type().word(),
                    member.required() ? ", required" : "", member.nullable() ? "yes" : "no",
                    member.defaultValue() == null ? "-" : "`" + member.defaultValue() + "`", values(member)));
        }
        text.append(model.modes().isEmpty() ? "" : "\nModes:\n");
        model.modes().forEach(mode -> text.append(mode(mode)));
        if (!model.rules().isEmpty()) {
            text.append("\nRules: ").append(String.join("; ", model.rules())).append(".\n");
        }
        return text.toString();
    }

    private static String mode(Mode mode) {
        String has = mode.has().entrySet().stream().map(wanted -> "`" + wanted.getKey().name() + "`"
                + (wanted.getKey().type().isList() ? " (" + wanted.getValue() + ")" : "")).collect(Collectors.joining(", "));
        return "- `" + mode.name() + "`: " + has + "\n";
    }

    private static String values(Member member) {
        Allowed allowed = member.allowed();
        List<String> parts = new ArrayList<>();
        if (allowed != null) {
            if (allowed.range() != null) {
                parts.add(allowed.range().toString());
            }
            allowed.values().forEach(value -> parts.add("`" + value + "`"));
            for (Map.Entry<String, String> alias : allowed.aliases().entrySet()) {
                parts.add("`" + alias.getKey() + "` for `" + alias.getValue() + "`");
            }
        }
        if (member.items() != null) {
            parts.add(member.items() + " elements");
        }
        if (member.media() != null) {
            parts.add(media(member.media()));
        } else if (member.maxChars() > 0) {
            parts.add("at most " + member.maxChars() + " characters");
        }
        if (member.docs() != null) {
            parts.add(member.docs());
        }
        return String.join(", ", parts);
    }

    private static String media(Media media) {
        return media.kind().word() + (media.formats().isEmpty() ? "" : ": " + String.join(", ", media.formats()))
                + (media.megabytes() == null ? "" : ", at most " + media.megabytes() + " MB")
                + (media.seconds() == null ? "" : ", " + media.seconds() + " seconds")
                + (media.pixels() == null ? "" : ", short side " + media.pixels() + " pixels")
                + (media.ratio() == null ? "" : ", width by height " + media.ratio());
    }
}
