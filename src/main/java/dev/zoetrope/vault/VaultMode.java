package dev.zoetrope.vault;

/** Where finished files are kept. */
public enum VaultMode {
    /** In the data directory. */
    DISK,
    /** In an object store that replicas share. */
    S3,
    /** Nowhere: the vendor's links are handed on. What was kept before is still served. */
    OFF
}
