package dev.zoetrope.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** The models that a create can name, besides those of this version. */
@ConfigMapping(prefix = "zoetrope.models")
public interface ModelsConfig {

    /**
     * A directory with model files ({@code *.yaml}). They are read at the start; a model of the same id as one of this version
     * replaces it.
     */
    Optional<Path> dir();

    /**
     * Other names of models in the APIs of other clients, each with the id of a model, for example
     * {@code zoetrope.models.aliases.sora-2=wan-2.7-image-to-video}. An alias must not be the id of a model.
     */
    Map<String, String> aliases();
}
