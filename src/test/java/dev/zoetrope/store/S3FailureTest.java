package dev.zoetrope.store;

import static dev.zoetrope.store.S3Workshop.NAME;
import static dev.zoetrope.store.S3Workshop.TYPE;
import static dev.zoetrope.store.S3Workshop.await;
import static dev.zoetrope.store.S3Workshop.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.S3Server;
import dev.zoetrope.fake.SelfSigned;
import dev.zoetrope.fake.Wire;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import software.amazon.awssdk.services.s3.S3Client;

/** Failures of S3: wrong keys, a missing bucket, and a store that is unreachable, silent or returns errors. */
class S3FailureTest {
    private static final int PART = 5 << 20;

    private final S3Workshop workshop = new S3Workshop();
    private S3Settings settings;
    private S3Client directClient;
    private Wire wire;

    @BeforeEach
    void start() {
        settings = S3Settings.of(S3Server.freshBucket());
        directClient = workshop.client(settings);
        wire = new Wire(S3Server.port());
    }

    @AfterEach
    void stop() {
        wire.close();
        workshop.close();
    }

    private List<String> objectsAndUploads() {
        String bucket = settings.bucket().get();
        return Stream.concat(
                directClient.listObjectsV2(list -> list.bucket(bucket).prefix(settings.prefix())).contents().stream()
                        .map(object -> object.key()),
                directClient.listMultipartUploads(list -> list.bucket(bucket)).uploads().stream()
                        .map(upload -> "unfinished " + upload.key()))
                .toList();
    }

    private static void assertFails(ThrowingCallable work, String... words) {
        assertThatThrownBy(work).isInstanceOf(BucketException.class).hasMessageContainingAll(words)
                .hasMessageNotContaining(S3Server.SECRET_KEY).hasMessageNotContaining("zoetrope/");
    }

    @Test
    void a_wrong_key_is_refused_by_the_store_and_told() {
        FileStore store = workshop.store(settings.as(S3Server.ACCESS_KEY, "a-wrong-secret"));

        assertFails(() -> workshop.storeFile(store, NAME, bytes(10)), "403", "SignatureDoesNotMatch");
        assertFails(() -> await(store.remove(NAME)), "403");
        assertThat(workshop.status(store, NAME, 0, 10)).isEqualTo(503);
        assertThat(objectsAndUploads()).isEmpty();
    }

    @Test
    void a_bucket_that_is_not_there_is_trouble_and_no_missing_file() {
        FileStore store = workshop.store(settings.in("not-there"));

        assertFails(() -> workshop.storeFile(store, NAME, bytes(10)), "404", "NoSuchBucket");
        assertThat(workshop.status(store, NAME, 0, 10)).isEqualTo(503);
        assertThat(workshop.sendResults).containsExactly("BucketException");
    }

    @Test
    void a_store_that_goes_away_fails_the_copy_and_the_next_one_tidies_up() {
        // Given a copy with one uploaded part
        FileStore store = workshop.store(settings.through(wire.port()));
        FileStore.Draft draft = await(store.create(NAME, TYPE));
        workshop.write(bytes(2 * PART), draft);
        await(((MultipartWriteStream) draft.sink()).whenIdle());
        // When
        wire.cut();
        assertFails(() -> await(draft.commit()), "cannot be reached");
        // Then no object is visible, and the upload is still unfinished
        assertThat(objectsAndUploads()).containsExactly("unfinished zoetrope/" + NAME);
        // When the file is copied again
        wire.mend();
        workshop.storeFile(store, NAME, bytes(2 * PART));
        assertThat(objectsAndUploads()).containsExactly("zoetrope/" + NAME);
    }

    @Test
    void a_source_is_told_when_the_store_is_gone_and_the_draft_can_be_discarded() {
        FileStore store = workshop.store(settings.through(wire.port()));
        FileStore.Draft draft = await(store.create(NAME, TYPE));
        wire.cut();

        assertThatThrownBy(() -> workshop.write(bytes(4 * PART), draft)).hasRootCauseInstanceOf(BucketException.class);

        await(draft.discard());
        assertThat(objectsAndUploads()).isEmpty();
    }

    @Test
    void a_silent_store_is_given_up() {
        FileStore store = workshop.store(settings.through(wire.port()).withShortTimeouts());
        wire.silence();

        assertFails(() -> workshop.storeFile(store, NAME, bytes(10)), "cannot be reached");
        assertThat(workshop.status(store, NAME, 0, 10)).isEqualTo(503);
        assertThat(objectsAndUploads()).isEmpty();
    }

    @Test
    void a_lost_answer_to_a_put_is_asked_for_again() {
        FileStore store = workshop.store(settings.through(wire.port()));
        wire.lose("ETag");

        workshop.storeFile(store, NAME, bytes(10));

        assertThat(wire.hasLost()).isTrue();
        assertThat(objectsAndUploads()).containsExactly("zoetrope/" + NAME);
    }

    @Test
    void a_call_that_fails_is_repeated_a_limited_number_of_times() {
        AtomicInteger asked = new AtomicInteger();
        FileStore store = workshop.store(settings.through(failingServer(asked, Integer.MAX_VALUE)));

        assertFails(() -> workshop.storeFile(store, NAME, bytes(10)), "503");

        assertThat(asked).hasValue(1 + settings.limits().retries());
    }

    @Test
    void a_store_out_of_order_for_a_moment_is_not_noticed() {
        AtomicInteger asked = new AtomicInteger();
        FileStore store = workshop.store(settings.through(failingServer(asked, 2)));

        workshop.storeFile(store, NAME, bytes(10));

        assertThat(asked).hasValue(3);
    }

    @Test
    void an_error_that_comes_with_the_status_200_fails_the_upload() {
        HttpServer server = workshop.vertx.createHttpServer(new HttpServerOptions().setHandle100ContinueAutomatically(true))
                .requestHandler(request -> request.end().onSuccess(read -> request.response().putHeader("ETag", "\"e\"")
                        .end(request.getParam("uploads") != null ? "<X><UploadId>u</UploadId></X>"
                                : "\n<Error><Code>InternalError</Code></Error>")));
        FileStore store = workshop
                .store(settings.through(await(server.listen(0, "127.0.0.1")).actualPort()).withShortTimeouts());

        assertFails(() -> workshop.storeFile(store, NAME, bytes(PART + 1)), "500", "InternalError");
    }

    @Test
    void a_refused_part_is_told_and_its_bytes_are_not_sent() {
        AtomicLong received = new AtomicLong();
        HttpServer server = workshop.vertx.createHttpServer().requestHandler(request -> {
            request.handler(chunk -> received.addAndGet(chunk.length()));
            request.response().setStatusCode(403).end("<Error><Code>AccessDenied</Code></Error>");
        });
        FileStore store = workshop.store(settings.through(await(server.listen(0, "127.0.0.1")).actualPort()));

        assertFails(() -> workshop.storeFile(store, NAME, bytes(PART)), "403", "AccessDenied");

        assertThat(received).hasValue(0);
    }

    @Test
    void a_store_that_never_asks_for_the_bytes_gets_them_after_a_second() {
        AtomicLong received = new AtomicLong();
        HttpServer server = workshop.vertx.createHttpServer().requestHandler(request -> request
                .handler(chunk -> received.addAndGet(chunk.length())).end().onSuccess(read -> request.response().end()));
        FileStore store = workshop.store(settings.through(await(server.listen(0, "127.0.0.1")).actualPort()));

        workshop.storeFile(store, NAME, bytes(PART));

        assertThat(received).hasValue(PART);
    }

    @Test
    void over_tls_the_certificate_is_checked_and_the_bytes_are_not_hashed() {
        Queue<String> hashes = new ConcurrentLinkedQueue<>();
        HttpServerOptions tls = SelfSigned.server().setHandle100ContinueAutomatically(true);
        HttpServer server = workshop.vertx.createHttpServer(tls).requestHandler(request -> {
            hashes.add(request.getHeader("x-amz-content-sha256"));
            request.end().onSuccess(read -> request.response().end());
        });
        S3Settings overTls = settings.at("https://127.0.0.1:" + await(server.listen(0, "127.0.0.1")).actualPort());
        FileStore strict = workshop.store(overTls);
        assertFails(() -> workshop.storeFile(strict, NAME, bytes(10)), "cannot be reached", "CertPathBuilderException");
        assertThat(hashes).isEmpty();

        PfxOptions trusted = (PfxOptions) tls.getKeyCertOptions();
        System.setProperty("javax.net.ssl.trustStore", trusted.getPath());
        System.setProperty("javax.net.ssl.trustStorePassword", trusted.getPassword());
        try {
            workshop.storeFile(workshop.store(overTls), NAME, bytes(10));
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
        assertThat(hashes).isNotEmpty().containsOnly("UNSIGNED-PAYLOAD");
    }

    /** A server that answers the first puts with 503 and all other requests with 200. */
    private int failingServer(AtomicInteger asked, int times) {
        HttpServerOptions manners = new HttpServerOptions().setHandle100ContinueAutomatically(true);
        HttpServer server = workshop.vertx.createHttpServer(manners).requestHandler(request -> request.end().onSuccess(
                read -> request.response().putHeader("ETag", "\"e\"")
                        .setStatusCode(request.method().name().equals("PUT") && asked.incrementAndGet() <= times ? 503 : 200)
                        .end()));
        return await(server.listen(0, "127.0.0.1")).actualPort();
    }
}
