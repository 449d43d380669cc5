package dev.zoetrope.store;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Settings of the bucket and of the calls to it. They have an effect only if {@code zoetrope.vault.mode} is {@code s3}.
 * Every duration is from 1 ms to 365 days.
 */
@ConfigMapping(prefix = "zoetrope.vault.s3")
interface S3Config {
    /** URL of an S3-compatible store, without bucket, user-info, path and query; absent: Amazon S3 in the region. */
    Optional<String> endpoint();

    /** Region, part of every signature. Most stores other than Amazon S3 accept this default or any value. */
    @WithDefault("us-east-1")
    String region();

    /** Name or alias of the bucket; required. It must exist: the owner decides about its rules and its cost. */
    Optional<String> bucket();

    /** Prefix of all object keys, so that a bucket can be shared. At most 512 characters, without a leading slash. */
    @WithDefault("zoetrope/")
    String prefix();

    /**
     * Whether the bucket name is in the path and not in the host name. Absent: true with an {@link #endpoint}, because
     * self-hosted stores seldom have a host name for each bucket; false for Amazon S3.
     */
    Optional<Boolean> pathStyle();

    /**
     * Whether readers are redirected to the bucket by a presigned URL, instead of getting the bytes from the gateway. For a
     * function, whose responses are limited in size. Readers must be able to reach the bucket.
     */
    @WithDefault("false")
    boolean redirect();

    /**
     * Access key, printable ASCII; set together with {@link #secretKey}. Absent: the credentials of the environment, from
     * the first of these that has any: {@code AWS_} variables, profile, container, instance role.
     */
    Optional<String> accessKey();

    /** Secret key; never logged. */
    Optional<String> secretKey();
}
