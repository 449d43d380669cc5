package dev.zoetrope.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.zoetrope.Settings;
import dev.zoetrope.flow.ServerlessConfig;
import dev.zoetrope.vault.CopyLimits;
import io.quarkus.runtime.configuration.DurationConverter;
import io.vertx.core.json.JsonObject;

/** The deployment agrees with what is deployed. */
class TemplateTest {
    private static final Set<String> SETTINGS = Settings.all().keySet();

    private static final String JAVA_OPTIONS = "JAVA_TOOL_OPTIONS";

    private final Template template = Template.read();
    private final Properties defaults = defaults();

    private static Properties defaults() {
        Properties properties = new Properties();
        try (Reader file = Files
                .newBufferedReader(Path.of("src/main/lambda/resources/META-INF/microprofile-config.properties"))) {
            properties.load(file);
            return properties;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Duration duration(String setting) {
        return DurationConverter.parseDuration(defaults.getProperty(setting));
    }

    @Test
    void every_variable_is_a_setting() {
        Set<String> known = SETTINGS.stream().map(Settings::variable).collect(Collectors.toSet());

        assertThat(template.environment().keySet()).filteredOn(name -> !name.equals(JAVA_OPTIONS)).isNotEmpty()
                .isSubsetOf(known);
    }

    @Test
    void out_of_memory_ends_the_process() {
        assertThat(template.environment().get(JAVA_OPTIONS)).contains("-XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void every_default_of_a_function_is_a_setting() {
        Set<String> ours = new TreeSet<>(defaults.stringPropertyNames());
        ours.removeIf(name -> !name.startsWith("zoetrope."));

        assertThat(ours).isNotEmpty().isSubsetOf(SETTINGS);
    }

    @Test
    void a_function_lives_longer_than_what_it_does() {
        Duration patience = ServerlessConfig.PATIENCE;

        assertThat(template.timeout("Gateway")).isGreaterThan(patience);
        assertThat(Duration.ofMillis(template.<Integer> at("Resources", "Gateway", "Properties", "Events", "Requests",
                "Properties", "TimeoutInMillis"))).isGreaterThan(patience);
        assertThat(template.timeout("Upkeep"))
                .isGreaterThan(duration("zoetrope.track.tick").plus(CopyLimits.ON_DEMAND.totalTimeout()));
        assertThat(duration("zoetrope.wait.longest")).isLessThan(patience);
    }

    @Test
    void the_schedule_sends_a_tick_without_a_secret_in_it() {
        JsonObject event = new JsonObject(template.tick());

        assertThat(event.getString("httpMethod")).isEqualTo("POST");
        assertThat(event.getString("path")).isEqualTo("/v1/maintenance/tick");
        assertThat(template.tick()).doesNotContain("resolve", "Bearer", "Authorization");
        assertThat(template.upkeep()).containsEntry("ZOETROPE_FUNCTION_UPKEEP", "true");
        assertThat(template.environment()).as("of what the API leads to").doesNotContainKey("ZOETROPE_FUNCTION_UPKEEP");
    }

    @Test
    void requests_come_in_the_form_that_the_function_reads() {
        assertThat(template.<String> at("Resources", "Gateway", "Properties", "Events", "Requests", "Properties",
                "PayloadFormatVersion")).isEqualTo("1.0");
        assertThat(template.<String> at("Globals", "Function", "CodeUri")).endsWith("/target/lambda/function.zip");
    }
}
