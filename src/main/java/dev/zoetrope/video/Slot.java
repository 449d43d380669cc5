package dev.zoetrope.video;

import java.util.Locale;

/**
 * What a member of a create means, independent of its name at one vendor. A model maps its members to slots, a protocol maps
 * slots to the body of its vendors.
 */
public enum Slot {
    PROMPT,
    NEGATIVE_PROMPT,
    FIRST_FRAME,
    LAST_FRAME,
    /** The video to continue. */
    CLIP,
    /** The video to change. */
    SOURCE_VIDEO,
    AUDIO,
    REFERENCE_IMAGES,
    REFERENCE_VIDEOS,
    REFERENCE_AUDIOS,
    /** Length of the video in seconds. */
    DURATION,
    /** Short side of the video: {@code 720p}. */
    RESOLUTION,
    /** Width to height: {@code 16:9}. */
    RATIO,
    SEED,
    /** Whether the video gets a sound. */
    AUDIO_ON,
    PROMPT_EXPANSION,
    SAFETY_CHECKER,
    WATERMARK,
    /** Whether the video may have several shots. */
    MULTI_SHOTS,
    /** Whether a changed video keeps its sound. */
    AUDIO_SETTING;

    /** The word of a model file: the name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
