package dev.zoetrope.dialect.gateway;

import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.zoetrope.dialect.ModelNames;
import dev.zoetrope.dialect.TranslatedCreate;
import dev.zoetrope.dialect.VideoSize;
import dev.zoetrope.model.FaultCode;
import dev.zoetrope.model.JsonNumber;
import dev.zoetrope.model.Model;
import dev.zoetrope.video.Slot;

/** Translates the body of a create. The header names its model. */
@Singleton
class CreateTranslator {
    /** The name of this API in stored tasks. */
    static final String DIALECT = "ai-gateway";
    private static final String PROVIDER = "zoetrope";
    private static final String CALLBACK_URL = "callback_url";
    private static final String RATIO = "aspectRatio";
    private static final String ADAPTIVE = "adaptive";
    private static final String RESOLUTION = "resolution";
    /** The values without which a video costs the same. */
    private static final Map<String, Slot> FREE = Map.of("seed", Slot.SEED, "generateAudio", Slot.AUDIO_ON, RATIO, Slot.RATIO);
    private static final Map<Slot, String> NAMES = Map.ofEntries(Map.entry(Slot.PROMPT, "prompt"),
            Map.entry(Slot.DURATION, "duration"), Map.entry(Slot.RESOLUTION, RESOLUTION), Map.entry(Slot.RATIO, RATIO),
            Map.entry(Slot.SEED, "seed"), Map.entry(Slot.AUDIO_ON, "generateAudio"), Map.entry(Slot.FIRST_FRAME, "image"),
            Map.entry(Slot.LAST_FRAME, "frameImages (last_frame)"), Map.entry(Slot.REFERENCE_IMAGES, "inputReferences"),
            Map.entry(Slot.REFERENCE_VIDEOS, "inputReferences (video)"),
            Map.entry(Slot.REFERENCE_AUDIOS, "inputReferences (audio)"),
            Map.entry(Slot.SOURCE_VIDEO, "inputReferences (video)"));

    private final ModelNames models;

    CreateTranslator(ModelNames models) {
        this.models = models;
    }

    /**
     * @param name the name of the model
     * @param body values as {@link dev.zoetrope.validate.RequestReader#parse} gives them
     * @param warnings is given a warning for each value without effect
     */
    TranslatedCreate translate(String name, Map<String, Object> body, List<Warning> warnings) {
        Model model = models.find(name, null);
        if (model == null) {
            return TranslatedCreate.withUnknownModel(name, DIALECT);
        }
        TranslatedCreate create = new TranslatedCreate(model, name, DIALECT, NAMES);
        FileTranslator files = new FileTranslator(model, create);
        body.forEach((member, value) -> {
            if (value == null) {
                return;
            }
            switch (member) {
                case "prompt" -> addNeeded(Slot.PROMPT, value, member, create);
                case "duration" -> addNeeded(Slot.DURATION, value, member, create);
                case "seed", "generateAudio", RATIO -> addFree(value, member, create, warnings);
                case RESOLUTION -> addResolution(value, body.get(RATIO) != null, model, create);
                case "n" -> checkNumber(value, create);
                case "fps" -> warnings.add(Warning.unsupported(member, "The model decides."));
                case "image" -> files.addImage(value, body.get("frameImages"));
                case "frameImages" -> files.addFrames(value);
                case "inputReferences" -> files.addReferences(value);
                case "callbackUrl" -> create.putMember(CALLBACK_URL, value, member);
                case "providerOptions" -> {
                    // they come last
                }
                default -> create.addFault(member, FaultCode.UNKNOWN_MEMBER, "is not a member of this request");
            }
        });
        addOptions(body.get("providerOptions"), create, warnings);
        return create;
    }

    private static void addNeeded(Slot slot, Object value, String member, TranslatedCreate create) {
        if (!create.put(slot, value, member)) {
            create.addFault(member, FaultCode.INVALID_VALUE, "cannot be chosen with this model; leave it out");
        }
    }

    /** A model without ratios follows the picture, which is what {@code adaptive} asks for. */
    private static void addFree(Object value, String member, TranslatedCreate create, List<Warning> warnings) {
        if (!create.put(FREE.get(member), value, member) && !ADAPTIVE.equals(value)) {
            warnings.add(Warning.unsupported(member, "This model does not take it."));
        }
    }

    /**
     * A resolution is a size in pixels, which also has a ratio; or a word of the model. The price depends on it, so it is never
     * replaced by a similar one.
     */
    private static void addResolution(Object value, boolean hasRatio, Model model, TranslatedCreate create) {
        VideoSize size = new VideoSize(model);
        if (!(value instanceof String text) || text.indexOf('x') < 0) {
            addNeeded(Slot.RESOLUTION, value, RESOLUTION, create);
            return;
        }
        Map<String, Object> chosen = size.choose(text);
        if (hasRatio && size.resolution(text) != null) {
            create.put(Slot.RESOLUTION, size.resolution(text), RESOLUTION);
        } else if (chosen != null) {
            chosen.forEach((member, word) -> create.putMember(member, word, RESOLUTION));
        } else {
            create.addFault(RESOLUTION, FaultCode.INVALID_VALUE, size.expectation());
        }
    }

    private static void checkNumber(Object value, TranslatedCreate create) {
        if (!(value instanceof JsonNumber number) || !Long.valueOf(1).equals(number.toInteger())) {
            create.addFault("n", FaultCode.INVALID_VALUE,
                    "must be 1, because a create makes one video (in the ai package: maxVideosPerCall: 1)");
        }
    }

    /** The options of this provider are members of the model; those of others are for others. */
    private static void addOptions(Object value, TranslatedCreate create, List<Warning> warnings) {
        if (value != null && !(value instanceof Map)) {
            create.addFault("providerOptions", FaultCode.INVALID_TYPE, "must be an object");
        } else if (value instanceof Map<?, ?> providers) {
            providers.forEach((provider, options) -> {
                String name = "providerOptions." + provider;
                if (!PROVIDER.equals(provider)) {
                    warnings.add(Warning.unsupported(name, "Options of another provider."));
                } else if (options instanceof Map<?, ?> members) {
                    members.forEach((member, option) -> create.putMember((String) member, option, name + "." + member));
                } else {
                    create.addFault(name, FaultCode.INVALID_TYPE, "must be an object");
                }
            });
        }
    }
}
