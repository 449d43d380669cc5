package dev.zoetrope.validate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the parser has gathered from one body. A member that was absent or null has no value. */
final class Draft {
    /** Elements of an array kept to be judged; a longer one is refused for its length anyway. */
    static final int KEPT_ELEMENTS = 10;

    private final Map<Member, Object> values = new EnumMap<>(Member.class);
    private final Map<String, Object> extra = new LinkedHashMap<>();
    private List<String> imageUrls;

    void put(Member member, String value) {
        values.put(member, value);
    }

    void put(Member member, Long value) {
        values.put(member, value);
    }

    void put(Member member, Boolean value) {
        values.put(member, value);
    }

    /** The array is there, if with nothing in it yet. */
    void startImageUrls() {
        imageUrls = new ArrayList<>(2);
    }

    /** One more element, null included; past {@link #KEPT_ELEMENTS} it is dropped. */
    void addImageUrl(String url) {
        if (imageUrls.size() < KEPT_ELEMENTS) {
            imageUrls.add(url);
        }
    }

    /** A member to hand on as it is. */
    void forward(String name, Object value) {
        extra.put(name, value);
    }

    /** Members to hand on, in the order of the body; unmodifiable. */
    Map<String, Object> extra() {
        return Collections.unmodifiableMap(extra);
    }

    WireBody body() {
        return new WireBody(text(Member.MODEL), text(Member.GENERATION_TYPE), imageUrls, text(Member.VIDEO_URL),
                text(Member.PROMPT), text(Member.AUDIO_URL), integer(Member.DURATION), text(Member.RESOLUTION),
                text(Member.NEGATIVE_PROMPT), integer(Member.SEED), flag(Member.ENABLE_PROMPT_EXPANSION),
                flag(Member.ENABLE_SAFETY_CHECKER), text(Member.CALLBACK_URL));
    }

    private String text(Member member) {
        return (String) values.get(member);
    }

    private Long integer(Member member) {
        return (Long) values.get(member);
    }

    private Boolean flag(Member member) {
        return (Boolean) values.get(member);
    }
}
