package dev.zoetrope.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.S3Server;
import dev.zoetrope.fake.Wire;

/** Which settings of S3 fail the start, and which do not. */
class S3ConnectionTest {
    private final S3Workshop workshop = new S3Workshop();
    private final S3Settings settings = S3Settings.of("some-bucket").at("http://127.0.0.1:1");

    @AfterEach
    void stop() {
        workshop.close();
    }

    private void refused(S3Settings config, String... words) {
        assertThatThrownBy(() -> workshop.store(config)).isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(words).hasMessageNotContaining(S3Server.SECRET_KEY);
    }

    @Test
    void a_bucket_must_be_named() {
        refused(settings.in(null), "zoetrope.vault.s3.bucket");
    }

    @Test
    void a_bucket_is_named_and_not_its_access_point() {
        refused(settings.in("arn:aws:s3:us-west-2:123456789012:accesspoint/films"), "zoetrope.vault.s3.bucket", "alias");
    }

    @Test
    void a_bucket_in_a_single_zone_is_refused() {
        refused(settings.in("films--use1-az4--x-s3"), "zoetrope.vault.s3.bucket", "S3 Express One Zone");
    }

    @Test
    void keys_come_in_pairs() {
        refused(settings.as("one", null), "zoetrope.vault.s3.access-key", "zoetrope.vault.s3.secret-key");
        refused(settings.as(null, "other"), "zoetrope.vault.s3.access-key", "zoetrope.vault.s3.secret-key");
    }

    @ParameterizedTest
    @ValueSource(strings = { "minio:9000", "ftp://minio", "http://user:pw@minio", "https://minio/path", "https://minio?x=1",
            "::",
            "https://" })
    void an_endpoint_is_an_http_url_and_no_more(String endpoint) {
        refused(settings.at(endpoint), "zoetrope.vault.s3.endpoint");
    }

    @Test
    void without_an_endpoint_the_region_is_part_of_the_host() {
        refused(new S3Settings(Optional.empty(), "eu central", settings.bucket(), settings.prefix(), Optional.empty(),
                settings.accessKey(), settings.secretKey(), settings.limits()), "zoetrope.vault.s3.region");
    }

    @Test
    void a_prefix_is_the_beginning_of_a_key() {
        refused(settings.below("/rooted"), "zoetrope.vault.s3.prefix");
        refused(settings.below("x".repeat(513)), "zoetrope.vault.s3.prefix");
    }

    @Test
    void the_keys_may_come_from_the_environment_and_the_endpoint_may_be_amazons() {
        System.setProperty("aws.accessKeyId", "of-the-environment");
        System.setProperty("aws.secretAccessKey", "of-the-environment");
        try {
            assertThatCode(() -> workshop.store(settings.as(null, null))).doesNotThrowAnyException();
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @Test
    void without_any_keys_there_is_no_store() {
        System.setProperty("aws.disableEc2Metadata", "true");
        try {
            refused(settings.as(null, null), "zoetrope.vault.s3.access-key", "zoetrope.vault.s3.secret-key", "AWS credentials");
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
        }
    }

    @Test
    void an_access_key_that_no_header_takes_is_refused() {
        refused(settings.as("AK\u00c4", "secret"), "zoetrope.vault.s3.access-key", "printable ASCII");
    }

    @Test
    void a_store_that_does_not_answer_does_not_keep_the_gateway_from_starting_and_is_used_once_it_does() {
        try (Wire wire = new Wire(S3Server.port())) {
            wire.cut();
            FileStore store = workshop.store(S3Settings.of(S3Server.freshBucket()).through(wire.port()));

            wire.mend();

            workshop.storeFile(store, S3Workshop.NAME, S3Workshop.bytes(10));
            assertThat(workshop.read(store, S3Workshop.NAME, 0, 10)).isEqualTo(S3Workshop.bytes(10));
        }
    }

    @Test
    void a_store_has_no_threads_of_its_own() {
        S3Settings running = S3Settings.of(S3Server.freshBucket());
        List<String> before = threads();

        FileStore store = workshop.store(running);
        workshop.storeFile(store, S3Workshop.NAME, S3Workshop.bytes(10));

        assertThat(before).containsAll(threads());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> !name.startsWith("vert.x-") && !name.startsWith("globalEventExecutor")).toList();
    }
}
