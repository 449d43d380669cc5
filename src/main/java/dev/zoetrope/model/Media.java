package dev.zoetrope.model;

import java.util.List;
import java.util.Locale;

/**
 * What a vendor states about the files of a member. It is checked only where a file is fetched or handed over.
 *
 * @param megabytes maximum size; null: not stated
 * @param seconds length of a clip or a sound; null: not stated
 * @param pixels length of the short side of an image or a clip; null: not stated
 * @param ratio width of an image or a clip divided by its height; null: not stated
 * @param formats names of formats as the vendor writes them; empty: not stated
 */
public record Media(Kind kind, Integer megabytes, Range seconds, Range pixels, Range ratio, List<String> formats) {

    /** The kinds of files. */
    public enum Kind {
        IMAGE,
        CLIP,
        AUDIO;

        /** The word of a model file: the name in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
