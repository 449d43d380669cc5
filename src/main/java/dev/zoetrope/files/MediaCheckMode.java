package dev.zoetrope.files;

/** How the files behind URLs of others are checked ({@code zoetrope.media.check}). */
public enum MediaCheckMode {
    /** Not at all. */
    OFF,
    /** By their first bytes. */
    HEAD,
    /** By all their bytes, as far as the model takes them. */
    FULL
}
