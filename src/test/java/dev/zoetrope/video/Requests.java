package dev.zoetrope.video;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests for tests, and typed access to their members. */
public final class Requests {
    public static final String MODEL = "wan-2.7-image-to-video";
    public static final String IMAGE_TO_VIDEO = "image-to-video";
    public static final String FIRST_LAST_FRAME = "first-last-frame";
    public static final String VIDEO_CONTINUATION = "video-continuation";

    private Requests() {
    }

    /**
     * Members in this order, without those whose value is null.
     *
     * @param namesAndValues a name, its value, the next name, and so on, in the order of the model
     */
    public static Map<String, Object> members(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                members.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return members;
    }

    /** One image and nothing else; the mode is inferred. */
    public static GenerationRequest image(String url) {
        return image(url, null);
    }

    /**
     * One image and a prompt; the mode is inferred.
     *
     * @param prompt null: absent
     */
    public static GenerationRequest image(String url, String prompt) {
        return of(IMAGE_TO_VIDEO, false, members("image_urls", List.of(url), "prompt", prompt));
    }

    public static GenerationRequest of(String mode, boolean modeStated, Map<String, Object> members) {
        return of(mode, modeStated, members, null, Map.of());
    }

    /** @param callbackUrl null: absent */
    public static GenerationRequest of(String mode, boolean modeStated, Map<String, Object> members, String callbackUrl,
            Map<String, Object> extra) {
        return new GenerationRequest(MODEL, mode, modeStated, members, callbackUrl, extra);
    }

    /** A request to any model, in the mode image-to-video. */
    public static GenerationRequest ofModel(String model, Map<String, Object> members) {
        return new GenerationRequest(model, IMAGE_TO_VIDEO, false, members, null, Map.of());
    }

    /** The text of a member; null when absent. */
    public static String text(GenerationRequest request, String member) {
        return (String) request.members().get(member);
    }

    /** The integer of a member; null when absent. */
    public static Integer integer(GenerationRequest request, String member) {
        return (Integer) request.members().get(member);
    }

    /** The boolean of a member; null when absent. */
    public static Boolean bool(GenerationRequest request, String member) {
        return (Boolean) request.members().get(member);
    }

    /** The URLs of the images; empty when absent. */
    public static List<String> images(GenerationRequest request) {
        List<?> urls = (List<?>) request.members().getOrDefault("image_urls", List.of());
        return urls.stream().map(String.class::cast).toList();
    }
}
