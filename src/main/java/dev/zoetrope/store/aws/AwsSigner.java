package dev.zoetrope.store.aws;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;

import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs requests to S3 with AWS Signature Version 4. Paths are signed as they are, as S3 requires. Thread-safe.
 *
 * @param region part of every signature
 * @param clock gives the time of every signature
 */
public record AwsSigner(String region, Clock clock) {
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    /**
     * Adds the headers of a signature. It covers all headers of the request, and without TLS the bytes of the body.
     *
     * @param content the body, empty if there is none; neither changed nor copied
     */
    public SdkHttpRequest signHeaders(AwsCredentials keys, SdkHttpRequest request, ByteBuffer... content) {
        return SIGNER.sign(unsigned(keys, request, !request.protocol().equals("https"))
                .payload(() -> new ByteBufInputStream(Unpooled.wrappedBuffer(content))).build()).request();
    }

    /**
     * Adds the parameters of a signature to the URL. Whoever has the URL can make this request for a limited time.
     *
     * @param life from one second to seven days
     */
    public SdkHttpRequest signUrl(AwsCredentials keys, SdkHttpRequest request, Duration life) {
        return SIGNER.sign(unsigned(keys, request, false)
                .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, life).build()).request();
    }

    private SignRequest.Builder<AwsCredentialsIdentity> unsigned(AwsCredentials keys, SdkHttpRequest request, boolean body) {
        AwsCredentialsIdentity identity = keys.sessionToken().<AwsCredentialsIdentity> map(
                token -> AwsSessionCredentialsIdentity.create(keys.accessKey(), keys.secretKey(), token))
                .orElseGet(() -> AwsCredentialsIdentity.create(keys.accessKey(), keys.secretKey()));
        return SignRequest.builder(identity).request(request).putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region).putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false).putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, body);
    }
}
