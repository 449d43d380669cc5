package dev.zoetrope.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;

class AliasesTest {
    private static final String WAN = "wan-2.7-image-to-video";
    private static final Models MODELS = Models.ofThisVersion().filter(model -> model.id().startsWith("wan"));

    @Test
    void an_alias_leads_to_a_model_also_by_way_of_another_alias() {
        Aliases aliases = Aliases.of(Map.of("sora-2", WAN, "sora", "sora-2"), MODELS);

        assertThat(aliases.resolve("sora-2")).isEqualTo(WAN);
        assertThat(aliases.resolve("sora")).isEqualTo(WAN);
        assertThat(aliases.resolve("veo")).isEqualTo("veo");
    }

    @Test
    void the_name_of_an_environment_variable_is_the_same_alias() {
        assertThat(Aliases.of(Map.of("sora_2", WAN), MODELS).resolve("sora-2")).isEqualTo(WAN);
    }

    @Test
    void an_alias_that_hides_a_model_or_loops_or_leads_nowhere_refuses_the_start() {
        refuses(Map.of(WAN, "wan-2.7-text-to-video"), "hide");
        refuses(Map.of("a", "b", "b", "a"), "leads back to itself");
        refuses(Map.of("a", "nothing"), "leads to nothing");
    }

    private static void refuses(Map<String, String> settings, String reason) {
        assertThatThrownBy(() -> Aliases.of(settings, MODELS)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("zoetrope.models.aliases.").hasMessageContaining(reason);
    }
}
