package dev.zoetrope.sandbox.render;

/** How a video is made from its inputs. The names are stored. */
public enum GenerationMode {
    /** A camera movement over one picture. */
    IMAGE_TO_VIDEO,
    /** From the first picture to the last. */
    FIRST_LAST_FRAME,
    /** A camera movement over the last frame of a clip. */
    VIDEO_CONTINUATION,
    /** A camera movement over the words of the prompt. */
    TEXT_TO_VIDEO,
    /** Camera movements over pictures and the last frame of a clip, one after the other. */
    REFERENCES,
    /** A clip in other colours, with pictures in its corner. */
    VIDEO_EDIT
}
