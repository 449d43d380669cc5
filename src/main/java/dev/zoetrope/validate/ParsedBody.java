package dev.zoetrope.validate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values that the parser has read from one body. A member that is absent or null has no value. */
final class ParsedBody {
    /** Maximum number of array elements that are stored and checked. A longer array is refused for its length anyway. */
    static final int MAX_ELEMENTS = 10;

    private final Map<RequestField, Object> values = new EnumMap<>(RequestField.class);
    private final Map<String, Object> extra = new LinkedHashMap<>();
    private List<String> imageUrls;

    void put(RequestField member, String value) {
        values.put(member, value);
    }

    void put(RequestField member, Long value) {
        values.put(member, value);
    }

    void put(RequestField member, Boolean value) {
        values.put(member, value);
    }

    /** Records that the array is present; it has no elements yet. */
    void startImageUrls() {
        imageUrls = new ArrayList<>(2);
    }

    /** Adds an element, which may be null. Elements beyond {@link #MAX_ELEMENTS} are dropped. */
    void addImageUrl(String url) {
        if (imageUrls.size() < MAX_ELEMENTS) {
            imageUrls.add(url);
        }
    }

    /** Adds an unknown member that goes to the vendor unchanged. */
    void addExtra(String name, Object value) {
        extra.put(name, value);
    }

    /** Unknown members that go to the vendor unchanged, in the order of the body; unmodifiable. */
    Map<String, Object> extra() {
        return Collections.unmodifiableMap(extra);
    }

    WireBody toWireBody() {
        return new WireBody(text(RequestField.MODEL), text(RequestField.GENERATION_TYPE), imageUrls,
                text(RequestField.VIDEO_URL),
                text(RequestField.PROMPT), text(RequestField.AUDIO_URL), integer(RequestField.DURATION),
                text(RequestField.RESOLUTION),
                text(RequestField.NEGATIVE_PROMPT), integer(RequestField.SEED), flag(RequestField.ENABLE_PROMPT_EXPANSION),
                flag(RequestField.ENABLE_SAFETY_CHECKER), text(RequestField.CALLBACK_URL));
    }

    private String text(RequestField member) {
        return (String) values.get(member);
    }

    private Long integer(RequestField member) {
        return (Long) values.get(member);
    }

    private Boolean flag(RequestField member) {
        return (Boolean) values.get(member);
    }
}
