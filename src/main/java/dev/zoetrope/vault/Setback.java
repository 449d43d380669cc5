package dev.zoetrope.vault;

/** What a failed copy says about the next one. */
enum Setback {
    /** The link is no URL, or the file is larger than is kept: it will not be otherwise. */
    HOPELESS,
    /**
     * The file server says no (403, 404, 410, or nothing but text), or is nowhere it may be: soon after the completion that
     * may change.
     */
    REFUSED,
    /** Anything else of the network and the file server. */
    PASSING,
    /** The store did not take it; the vendor is not to blame. */
    UNSTORED
}
