package dev.zoetrope.vault.store;

/** What a failed copy says about the next one. */
public enum CopyFailureKind {
    /** The link is no URL, or the file is larger than is kept: it will not be otherwise. */
    HOPELESS,
    /**
     * The file server answers 403, 404, 410, nothing or text, or its address is not allowed. Soon after the completion this may
     * change.
     */
    REFUSED,
    /** Anything else of the network and the file server. */
    PASSING,
    /** The store did not take it; the vendor is not to blame. */
    UNSTORED
}
