package dev.zoetrope.upstream.openai;

import java.util.Locale;
import java.util.Map;

/**
 * The pixels of a video. All ratios of a resolution have about the same number of pixels, which are the sizes that the Wan
 * models document.
 */
final class VideoSize {
    static final String DEFAULT_RATIO = "16:9";

    private static final Map<String, Map<String, String>> SIZES = Map.of(
            "480p", Map.of(DEFAULT_RATIO, "832x480", "9:16", "480x832", "1:1", "624x624"),
            "720p", Map.of(DEFAULT_RATIO, "1280x720", "9:16", "720x1280", "1:1", "960x960", "4:3", "1104x832", "3:4",
                    "832x1104"),
            "1080p", Map.of(DEFAULT_RATIO, "1920x1080", "9:16", "1080x1920", "1:1", "1440x1440", "4:3", "1648x1248", "3:4",
                    "1248x1648"));

    private VideoSize() {
    }

    /**
     * The size as the field {@code size} has it, for example {@code 1280x720}.
     *
     * @param resolution for example {@code 720p}, in any case
     * @param ratio width to height, for example {@code 9:16}; null: 16:9
     * @return null if there is none
     */
    static String of(String resolution, String ratio) {
        return SIZES.getOrDefault(resolution.toLowerCase(Locale.ROOT), Map.of()).get(ratio == null ? DEFAULT_RATIO : ratio);
    }
}
