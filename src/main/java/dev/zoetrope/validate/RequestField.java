package dev.zoetrope.validate;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The members of a create's body, in the order of the table in {@code docs/contract.md}. Faults are listed in the same order.
 * {@link WireBody} has one component for each member.
 */
enum RequestField {
    MODEL("model", "model", Kind.STRING, false),
    GENERATION_TYPE("generation_type", "generationType", Kind.STRING, true),
    IMAGE_URLS("image_urls", "imageUrls", Kind.LIST, true),
    VIDEO_URL("video_url", "videoUrl", Kind.STRING, true),
    PROMPT("prompt", "prompt", Kind.TEXT, true),
    AUDIO_URL("audio_url", "audioUrl", Kind.STRING, true),
    DURATION("duration", "duration", Kind.INTEGER, false),
    RESOLUTION("resolution", "resolution", Kind.STRING, false),
    NEGATIVE_PROMPT("negative_prompt", "negativePrompt", Kind.TEXT, true),
    SEED("seed", "seed", Kind.INTEGER, true),
    ENABLE_PROMPT_EXPANSION("enable_prompt_expansion", "enablePromptExpansion", Kind.BOOLEAN, true),
    ENABLE_SAFETY_CHECKER("enable_safety_checker", "enableSafetyChecker", Kind.BOOLEAN, true),
    CALLBACK_URL("callback_url", "callbackUrl", Kind.STRING, true);

    /** The JSON type of a member. */
    enum Kind {
        /** A string that is looked up or parsed. A string with unpaired surrogates gets no further fault. */
        STRING("must be a string"),
        /** Free text. Unpaired surrogates and excessive length are two separate faults. */
        TEXT("must be a string"),
        LIST("must be an array of strings"),
        INTEGER("must be an integer"),
        BOOLEAN("must be true or false");

        private final String typeMessage;

        Kind(String expected) {
            this.typeMessage = expected;
        }

        /** The message for a value of another type, without its subject. */
        String typeMessage() {
            return typeMessage;
        }
    }

    private static final Map<String, RequestField> BY_NAME = indexBy(RequestField::wireName);
    private static final Map<String, RequestField> BY_COMPONENT = indexBy(RequestField::component);

    private final String wireName;
    private final String component;
    private final Kind kind;
    private final boolean nullable;

    RequestField(String wireName, String component, Kind kind, boolean nullable) {
        this.wireName = wireName;
        this.component = component;
        this.kind = kind;
        this.nullable = nullable;
    }

    private static Map<String, RequestField> indexBy(Function<RequestField, String> key) {
        return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(key, Function.identity()));
    }

    /** The member with this JSON name, compared case-sensitively; null if the contract defines none. */
    static RequestField byName(String wireName) {
        return BY_NAME.get(wireName);
    }

    /** The member of a component of {@link WireBody}; null if there is none. */
    static RequestField byComponent(String component) {
        return BY_COMPONENT.get(component);
    }

    String wireName() {
        return wireName;
    }

    String component() {
        return component;
    }

    Kind kind() {
        return kind;
    }

    /** Whether null means the same as an absent member. */
    boolean nullable() {
        return nullable;
    }
}
