package dev.zoetrope.store;

/** The kind of failure of a copy; it decides whether the copy is tried again. */
public enum CopyFailureKind {
    /** The result URL is invalid, or the file is larger than {@code zoetrope.vault.max-file}. This will not change. */
    PERMANENT,
    /**
     * The file server answers 403, 404, 410, an empty file or text, or its address is not allowed. Soon after the completion
     * this may change.
     */
    REFUSED,
    /** Every other failure of the network or of the file server. */
    PASSING,
    /** The store did not accept the file; the vendor is not the cause. */
    UNSTORED
}
