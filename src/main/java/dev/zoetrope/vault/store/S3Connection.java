package dev.zoetrope.vault.store;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.video.BaseUrl;
import dev.zoetrope.video.HeaderText;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vertx.core.Vertx;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Opens the store in a bucket. Before {@link #open} no class of the S3 client is loaded and none of its threads runs. */
@Singleton
class S3Connection {
    private static final Logger LOG = Logger.getLogger(S3Connection.class);
    /** Event loops of the S3 client. They are not the gateway's, so that TLS of a file does not delay the gateway. */
    private static final int THREADS = 2;
    /** Time limit for closing the connections. Copies that are not finished by then start anew later. */
    private static final int SHUTDOWN_SECONDS = 2;
    private static final int LONGEST_PREFIX = 512;

    private final S3Config config;
    private final S3Limits limits;
    private final Vertx vertx;
    private EventLoopGroup threads;
    private S3AsyncClient client;
    private Optional<PresignedUrls> presignedUrls = Optional.empty();

    @Inject
    S3Connection(S3Config config, Vertx vertx) {
        this(config, S3Limits.DEFAULT, vertx);
    }

    S3Connection(S3Config config, S3Limits limits, Vertx vertx) {
        this.config = config;
        this.limits = limits;
        this.vertx = vertx;
    }

    /**
     * Opens the store. Checks in the background whether the bucket can be used, and only logs the result. Without the bucket
     * the gateway can still accept creates and poll tasks, while the copies wait.
     *
     * @throws IllegalStateException if a setting is missing or makes no sense; the message names it
     */
    FileStore open() {
        check();
        threads = new NioEventLoopGroup(THREADS, new DefaultThreadFactory("vault-s3", true));
        client = S3Clients.newClient(config, limits, threads);
        Bucket bucket = new Bucket(vertx, client, config, limits.callTimeout());
        presignedUrls = config.redirect() ? Optional.of(new PresignedUrls(vertx, S3Clients.presigner(config), config))
                : Optional.empty();
        bucket.checkAccess().onSuccess(there -> LOG.info("the vault stores files in an S3 bucket"))
                .onFailure(failure -> LOG.warnf("the bucket of the vault cannot be used yet (%s). If this continues, check"
                        + " zoetrope.vault.s3.* and the permissions of the bucket. Files are copied once it works.",
                        failure.getMessage()));
        return new S3Store(vertx, bucket, limits.partSize(), presignedUrls);
    }

    private void check() {
        failIf(config.bucket().isEmpty(), "zoetrope.vault.s3.bucket must be set, because zoetrope.vault.mode is s3");
        failIf(config.accessKey().isPresent() != config.secretKey().isPresent(),
                "zoetrope.vault.s3.access-key and zoetrope.vault.s3.secret-key must both be set or both be absent");
        failIf(!S3Clients.hasCredentials(config),
                "zoetrope.vault.s3.access-key and zoetrope.vault.s3.secret-key are not set, and"
                        + " no AWS credentials were found in environment variables, profile, container or instance role");
        failIf(!config.accessKey().map(HeaderText::isPrintableAscii).orElse(true),
                "zoetrope.vault.s3.access-key must be printable ASCII, because it is sent in an HTTP header");
        failIf(!config.endpoint().map(S3Connection::isBaseUrl).orElse(true),
                "zoetrope.vault.s3.endpoint must be an absolute http or https URL without user-info, path and query");
        failIf(config.prefix().startsWith("/") || config.prefix().length() > LONGEST_PREFIX,
                "zoetrope.vault.s3.prefix must not begin with / and must be at most " + LONGEST_PREFIX + " characters long");
    }

    private static boolean isBaseUrl(String endpoint) {
        return BaseUrl.parse(endpoint, false)
                .filter(url -> url.getFragment() == null && BaseUrl.withoutSlash(url.getPath()).isEmpty()).isPresent();
    }

    private static void failIf(boolean wrong, String message) {
        if (wrong) {
            throw new IllegalStateException(message);
        }
    }

    @PreDestroy
    void close() {
        if (client != null) {
            client.close();
            presignedUrls.ifPresent(PresignedUrls::close);
            threads.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
                    .awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        }
    }
}
