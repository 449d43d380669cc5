package dev.zoetrope.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Other names of models, which clients have built in. They count in the APIs of those clients only. Immutable. */
public final class Aliases {
    private static final String SETTING = "zoetrope.models.aliases.";

    private final Map<String, String> idOf;

    private Aliases(Map<String, String> idOf) {
        this.idOf = idOf;
    }

    /**
     * @param settings the name of each alias, with the id of a model or another alias
     * @param models the models that a create can name
     * @throws IllegalStateException if an alias is the id of a model, leads to no model, or leads back to itself; names the
     *         setting
     */
    public static Aliases of(Map<String, String> settings, Models models) {
        Map<String, String> targets = new HashMap<>();
        settings.forEach((name, target) -> {
            refuseIf(models.ids().stream().anyMatch(id -> comparable(id).equals(comparable(name))), name,
                    " is the id of a model, which the alias would hide");
            refuseIf(targets.put(comparable(name), target.strip()) != null, name, " is there twice");
        });
        Map<String, String> idOf = new HashMap<>();
        settings.keySet().forEach(name -> idOf.put(comparable(name), follow(name, targets, models)));
        return new Aliases(idOf);
    }

    private static String follow(String name, Map<String, String> targets, Models models) {
        Set<String> seen = new HashSet<>();
        String target = name;
        while (models.find(target) == null) {
            refuseIf(!seen.add(comparable(target)), name, " leads back to itself");
            String next = targets.get(comparable(target));
            refuseIf(next == null, name, " leads to " + target + ", which is neither a model nor an alias; the models are "
                    + String.join(", ", models.ids()));
            target = next;
        }
        return target;
    }

    /**
     * The id of a model.
     *
     * @param name an alias, or any other name
     * @return the name itself if it is no alias
     */
    public String resolve(String name) {
        return idOf.getOrDefault(comparable(name), name);
    }

    /** In the name of an environment variable, the separators of a name are lost. */
    private static String comparable(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
    }

    private static void refuseIf(boolean wrong, String name, String reason) {
        if (wrong) {
            throw new IllegalStateException(SETTING + name + reason);
        }
    }
}
