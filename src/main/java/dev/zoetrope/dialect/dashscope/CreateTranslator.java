package dev.zoetrope.dialect.dashscope;

import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.zoetrope.dialect.ModelNames;
import dev.zoetrope.dialect.TranslatedCreate;
import dev.zoetrope.dialect.VideoUrl;
import dev.zoetrope.model.FaultCode;
import dev.zoetrope.model.Model;
import dev.zoetrope.video.Slot;

/** Translates the body of a create, {@code {"model", "input": {…}, "parameters": {…}}}. */
@Singleton
class CreateTranslator {
    private static final String MODEL = "model";
    private static final String INPUT = "input";
    private static final String PARAMETERS = "parameters";
    private static final String SIZE = "size";

    private final ModelNames models;

    CreateTranslator(ModelNames models) {
        this.models = models;
    }

    /** @param body values as {@link dev.zoetrope.validate.RequestReader#parse} gives them */
    TranslatedCreate translate(Map<String, Object> body) {
        Object name = body.get(MODEL);
        Model model = name instanceof String text ? models.find(text, Names.BUILT_IN.get(text)) : null;
        if (model == null) {
            return TranslatedCreate.withUnknownModel(name, Names.DIALECT);
        }
        TranslatedCreate create = new TranslatedCreate(model, (String) name, Names.DIALECT, Names.OF_SLOTS);
        Map<?, ?> input = object(body, INPUT, create);
        Names.INPUT_VALUES.forEach((member, slot) -> create.put(slot, input.get(member), INPUT + "." + member));
        addFiles(input, model, create);
        addParameters(object(body, PARAMETERS, create), create);
        return create;
    }

    private static Map<?, ?> object(Map<String, Object> body, String member, TranslatedCreate create) {
        Object value = body.get(member);
        if (value != null && !(value instanceof Map)) {
            create.addFault(member, FaultCode.INVALID_TYPE, "must be an object");
        }
        return value instanceof Map<?, ?> object ? object : Map.of();
    }

    private static void addFiles(Map<?, ?> input, Model model, TranslatedCreate create) {
        Names.INPUT_FILES.forEach((member, slot) -> {
            if (input.get(member) != null) {
                create.addFile(slot, input.get(member), INPUT + "." + member);
            }
        });
        List<?> media = list(input, "media", create);
        for (int i = 0; i < media.size(); i++) {
            addMedia(media.get(i), INPUT + ".media[" + i + "]", model, create);
        }
        for (String member : List.of("reference_urls", "reference_video_urls")) {
            List<?> urls = list(input, member, create);
            for (int i = 0; i < urls.size(); i++) {
                boolean video = member.contains("video") || VideoUrl.matches(urls.get(i));
                create.addFile(video ? Slot.REFERENCE_VIDEOS : Slot.REFERENCE_IMAGES, urls.get(i),
                        INPUT + "." + member + "[" + i + "]");
            }
        }
    }

    private static List<?> list(Map<?, ?> input, String member, TranslatedCreate create) {
        Object value = input.get(member);
        if (value != null && !(value instanceof List)) {
            create.addFault(INPUT + "." + member, FaultCode.INVALID_TYPE, "must be an array");
        }
        return value instanceof List<?> list ? list : List.of();
    }

    private static void addMedia(Object element, String name, Model model, TranslatedCreate create) {
        Map<?, ?> file = element instanceof Map<?, ?> object ? object : Map.of();
        Slot slot = slot(file.get("type"), model);
        if (slot == null) {
            create.addFault(name, FaultCode.INVALID_VALUE,
                    "must be an object with a url and a type: "
                            + String.join(", ", Names.MEDIA.keySet().stream().sorted().toList()));
            return;
        }
        create.addFile(slot, file.get("url"), name + ".url");
        if (file.get("reference_voice") != null) {
            create.addFault(name + ".reference_voice", FaultCode.INVALID_VALUE, "cannot be used with this model");
        }
    }

    /** The types {@code image} and {@code image_url} are those of the vendor's other models. */
    private static Slot slot(Object type, Model model) {
        if ("image".equals(type) || "image_url".equals(type)) {
            return model.has(Slot.FIRST_FRAME) ? Slot.FIRST_FRAME : Slot.REFERENCE_IMAGES;
        }
        return type instanceof String word ? Names.MEDIA.get(word) : null;
    }

    private static void addParameters(Map<?, ?> parameters, TranslatedCreate create) {
        if (parameters.get(SIZE) != null) {
            Size.put(parameters.get(SIZE), PARAMETERS + "." + SIZE, create);
        }
        // LobeHub's name. Values that the vendor documents come after those that they replace.
        create.put(Slot.RATIO, parameters.get("aspectRatio"), PARAMETERS + ".aspectRatio");
        Names.PARAMETERS.forEach((member, slot) -> create.put(slot, parameters.get(member), PARAMETERS + "." + member));
    }
}
