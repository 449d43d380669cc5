package dev.zoetrope.dialect.dashscope;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.zoetrope.video.Slot;

/** The words of this API. */
final class Names {
    /** The name of this API in stored tasks. */
    static final String DIALECT = "dashscope";

    /** The vendor's ids, which clients have built in, with the models that they mean. */
    static final Map<String, String> BUILT_IN = Map.of("wan2.7-t2v", "wan-2.7-text-to-video", "wan2.7-i2v",
            "wan-2.7-image-to-video", "wan2.7-r2v", "wan-2.7-reference-to-video", "wan2.7-videoedit", "wan-2.7-video-edit");

    static final SortedMap<String, Slot> INPUT_VALUES = new TreeMap<>(
            Map.of("prompt", Slot.PROMPT, "negative_prompt", Slot.NEGATIVE_PROMPT));

    static final SortedMap<String, Slot> INPUT_FILES = new TreeMap<>(
            Map.of("img_url", Slot.FIRST_FRAME, "first_frame_url", Slot.FIRST_FRAME,
                    "last_frame_url", Slot.LAST_FRAME, "audio_url", Slot.AUDIO, "head_frame", Slot.FIRST_FRAME, "tail_frame",
                    Slot.LAST_FRAME));

    /** The types of {@code input.media}. */
    static final Map<String, Slot> MEDIA = Map.of("first_frame", Slot.FIRST_FRAME, "last_frame", Slot.LAST_FRAME, "first_clip",
            Slot.CLIP, "driving_audio", Slot.AUDIO, "reference_image", Slot.REFERENCE_IMAGES, "reference_video",
            Slot.REFERENCE_VIDEOS, "reference_audio", Slot.REFERENCE_AUDIOS, "video", Slot.SOURCE_VIDEO);

    static final SortedMap<String, Slot> PARAMETERS = new TreeMap<>(Map.of("resolution", Slot.RESOLUTION, "ratio", Slot.RATIO,
            "duration",
            Slot.DURATION, "seed", Slot.SEED, "prompt_extend", Slot.PROMPT_EXPANSION, "watermark", Slot.WATERMARK, "audio",
            Slot.AUDIO_ON, "audio_setting", Slot.AUDIO_SETTING));

    /** The name of a slot in a fault of a member that the create does not have. */
    static final Map<Slot, String> OF_SLOTS = Map.ofEntries(Map.entry(Slot.PROMPT, "input.prompt"),
            Map.entry(Slot.NEGATIVE_PROMPT, "input.negative_prompt"), Map.entry(Slot.FIRST_FRAME, "input.img_url"),
            Map.entry(Slot.LAST_FRAME, "input.last_frame_url"), Map.entry(Slot.CLIP, "input.media (first_clip)"),
            Map.entry(Slot.SOURCE_VIDEO, "input.media (video)"), Map.entry(Slot.AUDIO, "input.audio_url"),
            Map.entry(Slot.REFERENCE_IMAGES, "input.media (reference_image)"),
            Map.entry(Slot.REFERENCE_VIDEOS, "input.media (reference_video)"),
            Map.entry(Slot.REFERENCE_AUDIOS, "input.media (reference_audio)"),
            Map.entry(Slot.DURATION, "parameters.duration"), Map.entry(Slot.RESOLUTION, "parameters.resolution"),
            Map.entry(Slot.RATIO, "parameters.ratio"), Map.entry(Slot.SEED, "parameters.seed"));

    private Names() {
    }
}
