package dev.zoetrope.store;

import java.time.Duration;
import java.util.Optional;

import dev.zoetrope.fake.S3Server;

/** Settings of a bucket for tests. */
record S3Settings(Optional<String> endpoint, String region, Optional<String> bucket, String prefix,
        Optional<Boolean> pathStyle, Optional<String> accessKey, Optional<String> secretKey, S3Limits limits)
        implements
            S3Config {

    /** Short enough for a test to wait, long enough for a response on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static S3Settings of(String bucket) {
        return new S3Settings(Optional.of(S3Server.endpoint()), "us-east-1", Optional.of(bucket), "zoetrope/",
                Optional.empty(), Optional.of(S3Server.ACCESS_KEY), Optional.of(S3Server.SECRET_KEY),
                new S3Limits(PATIENCE, PATIENCE, PATIENCE.multipliedBy(2), 16, 2, 5 << 20));
    }

    @Override
    public boolean redirect() {
        return false;
    }

    /** The same bucket at another port of this machine. */
    S3Settings through(int port) {
        return new S3Settings(Optional.of("http://127.0.0.1:" + port), region, bucket, prefix, pathStyle, accessKey, secretKey,
                limits);
    }

    S3Settings at(String otherEndpoint) {
        return new S3Settings(Optional.of(otherEndpoint), region, bucket, prefix, pathStyle, accessKey, secretKey,
                limits);
    }

    S3Settings in(String otherBucket) {
        return new S3Settings(endpoint, region, Optional.ofNullable(otherBucket), prefix, pathStyle, accessKey, secretKey,
                limits);
    }

    S3Settings as(String access, String secret) {
        return new S3Settings(endpoint, region, bucket, prefix, pathStyle, Optional.ofNullable(access),
                Optional.ofNullable(secret), limits);
    }

    S3Settings below(String otherPrefix) {
        return new S3Settings(endpoint, region, bucket, otherPrefix, pathStyle, accessKey, secretKey, limits);
    }

    /** With short timeouts and no repetitions. */
    S3Settings withShortTimeouts() {
        return new S3Settings(endpoint, region, bucket, prefix, pathStyle, accessKey, secretKey,
                new S3Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(5), limits.maxConnections(), 0,
                        limits.partSize()));
    }
}
