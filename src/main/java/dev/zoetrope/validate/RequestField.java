package dev.zoetrope.validate;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The members of a create's body, in the order of the table in {@code contract.md}. Faults are listed in the same order.
 * {@link WireBody} has one component for each member.
 */
enum RequestField {
    MODEL("model", "model", Kind.WORD, false),
    GENERATION_TYPE("generation_type", "generationType", Kind.WORD, true),
    IMAGE_URLS("image_urls", "imageUrls", Kind.LIST, true),
    VIDEO_URL("video_url", "videoUrl", Kind.WORD, true),
    PROMPT("prompt", "prompt", Kind.TEXT, true),
    AUDIO_URL("audio_url", "audioUrl", Kind.WORD, true),
    DURATION("duration", "duration", Kind.INTEGER, false),
    RESOLUTION("resolution", "resolution", Kind.WORD, false),
    NEGATIVE_PROMPT("negative_prompt", "negativePrompt", Kind.TEXT, true),
    SEED("seed", "seed", Kind.INTEGER, true),
    ENABLE_PROMPT_EXPANSION("enable_prompt_expansion", "enablePromptExpansion", Kind.BOOLEAN, true),
    ENABLE_SAFETY_CHECKER("enable_safety_checker", "enableSafetyChecker", Kind.BOOLEAN, true),
    CALLBACK_URL("callback_url", "callbackUrl", Kind.WORD, true);

    /** The JSON type of a member. */
    enum Kind {
        /** A string that is looked up or parsed. A string with unpaired surrogates gets no further fault. */
        WORD("must be a string"),
        /** Free text. Unpaired surrogates and excessive length are two separate faults. */
        TEXT("must be a string"),
        LIST("must be an array of strings"),
        INTEGER("must be an integer"),
        BOOLEAN("must be true or false");

        private final String expected;

        Kind(String expected) {
            this.expected = expected;
        }

        /** The message for a value of another type, without its subject. */
        String expected() {
            return expected;
        }
    }

    private static final Map<String, RequestField> BY_NAME = by(RequestField::wireName);
    private static final Map<String, RequestField> BY_COMPONENT = by(RequestField::component);

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

    private static Map<String, RequestField> by(Function<RequestField, String> key) {
        return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(key, Function.identity()));
    }

    /** The member with this JSON name, compared case-sensitively; null if the contract defines none. */
    static RequestField named(String wireName) {
        return BY_NAME.get(wireName);
    }

    /** The member of a component of {@link WireBody}; null if there is none. */
    static RequestField behind(String component) {
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
