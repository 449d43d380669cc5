package dev.zoetrope.dialect.xai;

import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.zoetrope.dialect.ModelNames;
import dev.zoetrope.dialect.TranslatedCreate;
import dev.zoetrope.model.FaultCode;
import dev.zoetrope.model.Model;
import dev.zoetrope.video.Slot;

/** Translates the body of a create: {@code {"model", "prompt", "image": {"url"}, …}} and members of the model. */
@Singleton
class CreateTranslator {
    private static final String MODEL = "model";
    /** Identifies the user of the client; the gateway has no use for it. */
    private static final String USER = "user";
    private static final Map<String, Slot> VALUES = Map.of("prompt", Slot.PROMPT, "duration", Slot.DURATION, "aspect_ratio",
            Slot.RATIO, "resolution", Slot.RESOLUTION);
    private static final Map<Slot, String> NAMES = Map.of(Slot.PROMPT, "prompt", Slot.DURATION, "duration", Slot.RATIO,
            "aspect_ratio", Slot.RESOLUTION, "resolution", Slot.FIRST_FRAME, "image.url", Slot.SOURCE_VIDEO, "video.url",
            Slot.CLIP, "video.url", Slot.REFERENCE_IMAGES, "reference_images");

    private final ModelNames models;

    CreateTranslator(ModelNames models) {
        this.models = models;
    }

    /**
     * @param body values as {@link dev.zoetrope.validate.RequestReader#parse} gives them
     * @param video what the video is for; null: the model decides
     */
    TranslatedCreate translate(Map<String, Object> body, Slot video) {
        Object name = body.get(MODEL);
        Model model = name instanceof String text ? models.find(text, null) : null;
        if (model == null) {
            return TranslatedCreate.withUnknownModel(name, VideoAnswer.DIALECT);
        }
        TranslatedCreate create = new TranslatedCreate(model, (String) name, VideoAnswer.DIALECT, NAMES);
        Slot use = video == null && !model.has(Slot.CLIP) ? Slot.SOURCE_VIDEO : video == null ? Slot.CLIP : video;
        body.forEach((member, value) -> {
            switch (member) {
                case MODEL, USER -> {
                    // nothing to translate
                }
                case "image" -> addFile(Slot.FIRST_FRAME, value, member, create);
                case "video" -> addFile(use, value, member, create);
                case "reference_images" -> addFiles(value, member, create);
                default -> addValue(member, value, create);
            }
        });
        return create;
    }

    private static void addValue(String member, Object value, TranslatedCreate create) {
        Slot slot = VALUES.get(member);
        if (slot == null || !create.put(slot, value, member)) {
            create.putMember(member, value);
        }
    }

    private static void addFiles(Object value, String member, TranslatedCreate create) {
        if (value instanceof List<?> files) {
            for (int i = 0; i < files.size(); i++) {
                addFile(Slot.REFERENCE_IMAGES, files.get(i), member + "[" + i + "]", create);
            }
        } else if (value != null) {
            create.addFault(member, FaultCode.INVALID_TYPE, "must be an array of objects with a url");
        }
    }

    private static void addFile(Slot slot, Object value, String member, TranslatedCreate create) {
        if (value instanceof Map<?, ?> file && file.get("url") != null) {
            create.addFile(slot, file.get("url"), member + ".url");
        } else if (value != null) {
            create.addFault(member, FaultCode.INVALID_TYPE, "must be an object with a url");
        }
    }
}
