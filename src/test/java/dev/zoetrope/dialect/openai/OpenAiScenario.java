package dev.zoetrope.dialect.openai;

import java.util.Map;

import dev.zoetrope.vault.ArchiveScenario;

/** A gateway with a vault, short poll intervals, and the model that a create without a model means. */
public class OpenAiScenario extends ArchiveScenario {
    @Override
    public Map<String, String> extraSettings() {
        return Map.of("zoetrope.models.aliases.sora-2", "wan-2.7-image-to-video");
    }
}
