package dev.zoetrope.store;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.store.aws.AwsCredentials;
import dev.zoetrope.store.aws.CachedCredentials;
import dev.zoetrope.store.aws.CredentialChain;
import dev.zoetrope.video.BaseUrl;
import dev.zoetrope.video.HeaderText;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Opens the store in a bucket. */
@Singleton
class S3Connection {
    private static final Logger LOG = Logger.getLogger(S3Connection.class);
    private static final int LONGEST_PREFIX = 512;

    private final S3Config config;
    private final S3Limits limits;
    private final Vertx vertx;
    private final Clock clock;
    private BucketClient client;
    private Bucket bucket;

    @Inject
    S3Connection(S3Config config, Vertx vertx, Clock clock) {
        this(config, S3Limits.DEFAULT, vertx, clock);
    }

    S3Connection(S3Config config, S3Limits limits, Vertx vertx, Clock clock) {
        this.config = config;
        this.limits = limits;
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * Opens the store. May wait some seconds for the metadata service of the machine. Checks in the background whether the
     * bucket can be used, and only logs the result. Without the bucket the gateway can still accept creates and poll tasks,
     * while the copies wait.
     *
     * @throws IllegalStateException if a setting is missing or makes no sense; the message names it
     */
    FileStore open() {
        checkSettings();
        Supplier<Future<AwsCredentials>> credentials = credentials();
        failIf(!hasCredentials(credentials), "zoetrope.vault.s3.access-key and zoetrope.vault.s3.secret-key are not set, and"
                + " no AWS credentials were found in environment variables, profile, container or instance role");
        client = new BucketClient(vertx, config, limits, credentials, clock);
        bucket = new Bucket(client, config);
        Optional<PresignedUrls> presignedUrls = config.redirect()
                ? Optional.of(new PresignedUrls(vertx, config, credentials, clock))
                : Optional.empty();
        bucket.checkAccess().onSuccess(there -> LOG.info("the vault stores files in an S3 bucket"))
                .onFailure(failure -> LOG.warnf("the bucket of the vault cannot be used yet (%s). If this continues, check"
                        + " zoetrope.vault.s3.* and the permissions of the bucket. Files are copied once it works.",
                        failure.getMessage()));
        return new S3Store(vertx, bucket, limits.partSize(), presignedUrls);
    }

    /** Searches the bucket for what a crash has left of uploads. Call it after {@link #open}. */
    OrphanObjectCleaner cleaner(Uploads uploads) {
        return new OrphanObjectCleaner(bucket, uploads, clock);
    }

    private Supplier<Future<AwsCredentials>> credentials() {
        if (config.accessKey().isPresent()) {
            Future<AwsCredentials> given = Future
                    .succeededFuture(AwsCredentials.lasting(config.accessKey().get(), config.secretKey().get()));
            return () -> given;
        }
        return new CachedCredentials(new CredentialChain(vertx, clock, System::getProperty, System::getenv), clock);
    }

    private static boolean hasCredentials(Supplier<Future<AwsCredentials>> credentials) {
        try {
            return credentials.get().toCompletionStage().toCompletableFuture().join() != null;
        } catch (CompletionException none) {
            return false;
        }
    }

    private void checkSettings() {
        failIf(config.bucket().isEmpty(), "zoetrope.vault.s3.bucket must be set, because zoetrope.vault.mode is s3");
        failIf(config.bucket().get().matches(".*[:/].*"), "zoetrope.vault.s3.bucket must be the name or the alias of a bucket");
        failIf(config.bucket().get().endsWith("--x-s3"),
                "zoetrope.vault.s3.bucket must not be a directory bucket of S3 Express One Zone: they need another signature");
        failIf(config.accessKey().isPresent() != config.secretKey().isPresent(),
                "zoetrope.vault.s3.access-key and zoetrope.vault.s3.secret-key must both be set or both be absent");
        failIf(!config.accessKey().map(HeaderText::isPrintableAscii).orElse(true),
                "zoetrope.vault.s3.access-key must be printable ASCII, because it is sent in an HTTP header");
        failIf(!config.endpoint().map(S3Connection::isBaseUrl).orElse(true),
                "zoetrope.vault.s3.endpoint must be an absolute http or https URL without user-info, path and query");
        failIf(config.endpoint().isEmpty() && !config.region().matches("[a-z0-9-]+"),
                "zoetrope.vault.s3.region must be the name of a region of Amazon, because zoetrope.vault.s3.endpoint is not set");
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
        }
    }
}
