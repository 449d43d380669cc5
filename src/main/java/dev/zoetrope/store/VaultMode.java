package dev.zoetrope.store;

/** Where result files are stored. */
public enum VaultMode {
    /** In the data directory. */
    DISK,
    /** In an S3 bucket that all replicas share. */
    S3,
    /** Nowhere: callers get the vendor's URLs. Files stored earlier are still served. */
    OFF
}
