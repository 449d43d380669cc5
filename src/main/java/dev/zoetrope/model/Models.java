package dev.zoetrope.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The models that a create can name. Immutable and thread-safe. */
public final class Models {
    /** The model files of this version, in the order in which their models are listed. */
    private static final List<String> FILES = List.of("wan-2.7-image-to-video.yaml", "wan-2.7-text-to-video.yaml",
            "wan-2.7-reference-to-video.yaml", "wan-2.7-video-edit.yaml", "veo-3.1.yaml", "veo-3.1-by-mode.yaml",
            "veo-3.1-reference-to-video.yaml", "veo-3.1-extend.yaml", "seedance-2.0.yaml",
            "seedance-2.0-reference-to-video.yaml", "sora-2.yaml", "kling-v3.yaml", "kling-o3.yaml",
            "kling-o3-reference-to-video.yaml", "kling-motion-control.yaml", "vidu-q3-image-to-video.yaml", "vidu-q3.yaml",
            "pixverse-v6.yaml", "grok-imagine-text-to-video.yaml", "grok-imagine-image-to-video.yaml",
            "grok-imagine-reference-to-video.yaml", "grok-imagine-edit-video.yaml", "grok-imagine-video-extension.yaml",
            "happyhorse-1.0.yaml", "happyhorse-1.0-image-to-video.yaml", "happyhorse-1.0-video-edit.yaml", "model-params.yaml");

    /** Compiled when the class is initialized: in a native executable, when the executable is built. */
    private static final Models BUILT_IN = builtIn();

    private final Map<String, Model> byId = new LinkedHashMap<>();
    private final Set<String> lists = new HashSet<>();
    private final Set<String> objects = new HashSet<>();
    private final Set<String> files = new HashSet<>();

    private Models(List<Model> models) {
        for (Model model : models) {
            byId.put(model.id(), model);
            for (Member member : model.members()) {
                if (member.media() != null) {
                    files.add(member.name());
                }
                if (member.type().hasObjects()) {
                    objects.add(member.name());
                } else if (member.type().isList()) {
                    lists.add(member.name());
                }
            }
        }
    }

    /** The models of the files in this version. */
    public static Models ofThisVersion() {
        return BUILT_IN;
    }

    /**
     * Compiles one file.
     *
     * @param name the name of the file, for messages
     * @throws ModelFileException if the file cannot be used
     */
    public static Models of(String name, String text) {
        return new Models(ModelFile.compile(name, text));
    }

    private static Models builtIn() {
        List<Model> models = new ArrayList<>();
        for (String file : FILES) {
            models.addAll(ModelFile.compile(file, resource("/models/" + file)));
        }
        return new Models(models);
    }

    private static String resource(String name) {
        try (InputStream file = Models.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** These models and those of others; a model of others replaces one of the same id. */
    public Models with(Models others) {
        Map<String, Model> all = new LinkedHashMap<>(byId);
        all.putAll(others.byId);
        return new Models(List.copyOf(all.values()));
    }

    /** Those of these models that meet a condition. */
    public Models filter(Predicate<Model> condition) {
        return new Models(all().stream().filter(condition).toList());
    }

    /** All models, in the order in which they are listed. */
    public List<Model> all() {
        return List.copyOf(byId.values());
    }

    /** The model of this id, compared case-sensitively; null if there is none. */
    public Model find(String id) {
        return byId.get(id);
    }

    /** Whether any model has a member of this name whose value is an array. */
    public boolean knowsList(String name) {
        return lists.contains(name);
    }

    /** Whether any model has a member of this name whose value contains objects. */
    public boolean knowsObject(String name) {
        return objects.contains(name);
    }

    /** The names of all members that take files. */
    public Set<String> fileMembers() {
        return Set.copyOf(files);
    }

    /** The ids, in the order in which they are listed. */
    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }
}
