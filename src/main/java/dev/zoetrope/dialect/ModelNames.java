package dev.zoetrope.dialect;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.model.Aliases;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;

/** Finds the model that a client of another API means. */
@ApplicationScoped
public class ModelNames {
    private final Models models;
    private final Aliases aliases;

    ModelNames(Models models, Aliases aliases) {
        this.models = models;
        this.aliases = aliases;
    }

    /**
     * @param name the name in the create, the id of a model or an alias ({@code zoetrope.models.aliases})
     * @param builtIn the id of the model that this API means by the name; null: none. An alias of the operator comes first
     * @return null if no create can name the model
     */
    public Model find(String name, String builtIn) {
        Model model = models.find(aliases.resolve(name));
        return model == null && builtIn != null ? models.find(builtIn) : model;
    }
}
