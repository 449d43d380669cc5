package dev.zoetrope.store.aws;

import java.time.Instant;
import java.util.Optional;

/**
 * Credentials that sign requests.
 *
 * @param accessKey name of the key, sent with every request
 * @param secretKey never sent and never logged
 * @param sessionToken sent with every request; present for temporary credentials
 * @param expires when the credentials end, or when their source should be read again; empty: never
 */
public record AwsCredentials(String accessKey, String secretKey, Optional<String> sessionToken, Optional<Instant> expires) {

    /** Credentials that never end. */
    public static AwsCredentials lasting(String accessKey, String secretKey) {
        return new AwsCredentials(accessKey, secretKey, Optional.empty(), Optional.empty());
    }

    boolean validAt(Instant time) {
        return expires.map(time::isBefore).orElse(true);
    }

    /** Shows no part of the credentials. */
    @Override
    public String toString() {
        return "AwsCredentials";
    }
}
