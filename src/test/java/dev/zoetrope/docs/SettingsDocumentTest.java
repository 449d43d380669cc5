package dev.zoetrope.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.zoetrope.Settings;

/** {@code docs/settings.md} is what the Javadoc of the settings says. {@code -Ddocs.write=true} writes it. */
class SettingsDocumentTest {
    private static final Path FILE = Path.of("docs", "settings.md");
    private static final String BEGIN = "<!-- The rest of this file is generated from the sources. -->\n\n";

    private static SettingsDocument settings;

    @BeforeAll
    static void read() throws IOException {
        settings = SettingsDocument.read();
    }

    @Test
    void the_document_has_the_javadoc_of_each_setting() throws IOException {
        String document = Files.readString(FILE);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(FILE, document.substring(0, begin) + settings.tables(Settings.all()));
        }

        assertThat(Files.readString(FILE).substring(begin)).isEqualTo(settings.tables(Settings.all()));
    }

    @Test
    void the_sources_have_the_settings_of_the_application() {
        assertThat(settings.names()).containsExactlyInAnyOrderElementsOf(Settings.all().keySet());
    }

    @Test
    void each_setting_is_described() {
        assertThat(settings.undocumented()).isEmpty();
    }
}
