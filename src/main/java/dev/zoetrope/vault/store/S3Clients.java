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

/** The client as the vault wants it: few threads, bounds on everything, and only what every S3-compatible store knows. */
final class S3Clients {
    /** Calls that wait for a connection. */
    private static final int WAITING = 256;

    private S3Clients() {
    }

    /** @param threads what moves the bytes; outlives the client */
    static S3AsyncClient of(S3Config config, EventLoopGroup threads) {
        S3AsyncClientBuilder client = S3AsyncClient.builder().region(Region.of(config.region()))
                .credentialsProvider(credentials(config))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .eventLoopGroup(SdkEventLoopGroup.create(threads, NioSocketChannel::new))
                        .maxConcurrency(config.maxConnections()).maxPendingConnectionAcquires(WAITING)
                        .connectionAcquisitionTimeout(config.connectTimeout().multipliedBy(2))
                        .connectionTimeout(config.connectTimeout()).tlsNegotiationTimeout(config.connectTimeout())
                        .readTimeout(config.readTimeout()).writeTimeout(config.readTimeout()))
                .overrideConfiguration(retries -> retries.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(1 + config.retries()).build()))
                // What comes after is a hop to the caller's own context, so no more threads are needed for it.
                .asyncConfiguration(
                        completion -> completion.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR,
                                Runnable::run))
                // Newer checksums are unknown to many stores. The bytes are guarded all the same: by TLS, or else by the
                // SHA-256 in the signature, and at the end by the one in the ledger.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(style(config).chunkedEncodingEnabled(false).build());
        config.endpoint().ifPresent(endpoint -> client.endpointOverride(URI.create(endpoint)));
        return client.build();
    }

    /** Signs links; calls nobody. */
    static S3Presigner presigner(S3Config config) {
        S3Presigner.Builder presigner = S3Presigner.builder().region(Region.of(config.region()))
                .credentialsProvider(credentials(config)).serviceConfiguration(style(config).build());
        config.endpoint().ifPresent(endpoint -> presigner.endpointOverride(URI.create(endpoint)));
        return presigner.build();
    }

    private static S3Configuration.Builder style(S3Config config) {
        return S3Configuration.builder()
                .pathStyleAccessEnabled(config.pathStyle().orElse(config.endpoint().isPresent()));
    }

    /** Whether there are any; may ask the machine's own metadata service, and takes its time then. */
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
