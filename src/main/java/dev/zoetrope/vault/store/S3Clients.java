package dev.zoetrope.vault.store;

import java.net.URI;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Builds the S3 client and presigner of the vault. The client uses few threads, limits every wait, and uses only features
 * that every S3-compatible store supports.
 */
final class S3Clients {
    /** The maximum number of calls that wait for a connection. */
    private static final int MAX_PENDING_ACQUIRES = 256;

    private S3Clients() {
    }

    /** @param threads the event loops of the client; the caller closes them after the client */
    static S3AsyncClient newClient(S3Config config, S3Limits limits, EventLoopGroup threads) {
        S3AsyncClientBuilder client = S3AsyncClient.builder().region(Region.of(config.region()))
                .credentialsProvider(credentials(config))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .eventLoopGroup(SdkEventLoopGroup.create(threads, NioSocketChannel::new))
                        .maxConcurrency(limits.maxConnections()).maxPendingConnectionAcquires(MAX_PENDING_ACQUIRES)
                        .connectionAcquisitionTimeout(limits.connectTimeout().multipliedBy(2))
                        .connectionTimeout(limits.connectTimeout()).tlsNegotiationTimeout(limits.connectTimeout())
                        .readTimeout(limits.readTimeout()).writeTimeout(limits.readTimeout()))
                .overrideConfiguration(retries -> retries.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(1 + limits.retries()).build()))
                // A completion only switches to the context of the caller, so it needs no threads of its own.
                .asyncConfiguration(
                        completion -> completion.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR,
                                Runnable::run))
                // Many stores do not know the newer checksums. The bytes are protected by TLS, or without TLS by the SHA-256
                // in the signature, and end to end by the SHA-256 in the ledger.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(serviceConfiguration(config).chunkedEncodingEnabled(false).build());
        config.endpoint().ifPresent(endpoint -> client.endpointOverride(URI.create(endpoint)));
        return client.build();
    }

    /** Signs URLs without a call to the store. */
    static S3Presigner presigner(S3Config config) {
        S3Presigner.Builder presigner = S3Presigner.builder().region(Region.of(config.region()))
                .credentialsProvider(credentials(config)).serviceConfiguration(serviceConfiguration(config).build());
        config.endpoint().ifPresent(endpoint -> presigner.endpointOverride(URI.create(endpoint)));
        return presigner.build();
    }

    private static S3Configuration.Builder serviceConfiguration(S3Config config) {
        return S3Configuration.builder()
                .pathStyleAccessEnabled(config.pathStyle().orElse(config.endpoint().isPresent()));
    }

    /** Whether there are credentials. May call the metadata service of the machine, which can take seconds. */
    static boolean hasCredentials(S3Config config) {
        try {
            return credentials(config).resolveCredentials() != null;
        } catch (SdkException none) {
            return false;
        }
    }

    private static AwsCredentialsProvider credentials(S3Config config) {
        return config.accessKey().isPresent()
                ? StaticCredentialsProvider
                        .create(AwsBasicCredentials.create(config.accessKey().get(), config.secretKey().get()))
                : DefaultCredentialsProvider.builder().build();
    }
}
