package dev.zoetrope.dialect;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.model.Aliases;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.Dialect;
import dev.zoetrope.video.Task;

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

    /**
     * The name of a task's model as the create gave it.
     *
     * @param dialect the API of the answer; a create in another API gave a name of that API, so the answer has the id
     */
    public static String asGiven(Task task, String dialect) {
        Dialect made = task.request().dialect();
        String id = task.request().model();
        return made == null || !made.name().equals(dialect) ? id : made.echo().getOrDefault(TranslatedCreate.MODEL, id);
    }
}
