package dev.zoetrope.upstream.dashscope;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.zoetrope.model.Model;
import dev.zoetrope.video.Slot;

/** The kinds of video that the vendor makes. Each has a form of the create body, and so its own slots. */
enum VideoKind {
    /** Its one file is a sound, which has a member of its own. */
    TEXT_TO_VIDEO(Map.of(Slot.AUDIO, "audio_url"), Set.of(Slot.RATIO)),
    /** The ratio is that of the first frame. */
    IMAGE_TO_VIDEO(Map.of(Slot.FIRST_FRAME, "first_frame", Slot.LAST_FRAME, "last_frame", Slot.CLIP, "first_clip", Slot.AUDIO,
            "driving_audio"), Set.of()),
    REFERENCE_TO_VIDEO(Map.of(Slot.REFERENCE_IMAGES, "reference_image", Slot.REFERENCE_VIDEOS, "reference_video",
            Slot.FIRST_FRAME, "first_frame"), Set.of(Slot.RATIO)),
    VIDEO_EDIT(Map.of(Slot.SOURCE_VIDEO, "video", Slot.REFERENCE_IMAGES, "reference_image"),
            Set.of(Slot.RATIO, Slot.AUDIO_SETTING));

    private static final Set<Slot> PICTURES = Set.of(Slot.FIRST_FRAME, Slot.LAST_FRAME, Slot.CLIP, Slot.SOURCE_VIDEO,
            Slot.REFERENCE_IMAGES, Slot.REFERENCE_VIDEOS);
    private static final Set<Slot> VALUES_OF_ALL = Set.of(Slot.PROMPT, Slot.NEGATIVE_PROMPT, Slot.DURATION, Slot.RESOLUTION,
            Slot.SEED, Slot.PROMPT_EXPANSION, Slot.WATERMARK);

    private final Map<Slot, String> files;
    private final Set<Slot> values;

    VideoKind(Map<Slot, String> files, Set<Slot> values) {
        this.files = files;
        this.values = values;
    }

    /**
     * The kind that a model makes: the one that has a place for all its pictures and videos. A slot of another sort without a
     * place is an obstacle only for a create that uses it.
     *
     * @return null if there is none
     */
    static VideoKind of(Model model) {
        Set<Slot> pictures = PICTURES.stream().filter(model::has)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Slot.class)));
        VideoKind kind = pictures.isEmpty() && model.has(Slot.PROMPT) ? TEXT_TO_VIDEO : byPicture(pictures);
        return kind != null && kind.files.keySet().containsAll(pictures) ? kind : null;
    }

    private static VideoKind byPicture(Set<Slot> pictures) {
        if (pictures.contains(Slot.SOURCE_VIDEO)) {
            return VIDEO_EDIT;
        }
        if (pictures.contains(Slot.REFERENCE_IMAGES) || pictures.contains(Slot.REFERENCE_VIDEOS)) {
            return REFERENCE_TO_VIDEO;
        }
        return pictures.contains(Slot.FIRST_FRAME) || pictures.contains(Slot.CLIP) ? IMAGE_TO_VIDEO : null;
    }

    /** The vendor's name for a file of this slot: a type in {@code media}, or a member of {@code input}. Null: no place. */
    String fileName(Slot slot) {
        return slot == null ? null : files.get(slot);
    }

    /** Whether the body has a place for a text, a number or a boolean of this slot. */
    boolean takesValue(Slot slot) {
        return VALUES_OF_ALL.contains(slot) || values.contains(slot);
    }
}
