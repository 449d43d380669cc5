package dev.zoetrope.store.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** Each place where credentials may be, and their order. */
class CredentialChainTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String EXPIRES = "2026-03-01T18:00:00Z";

    @TempDir
    Path home;
    private final Vertx vertx = Vertx.vertx();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile int failures;
    private int port;

    @BeforeEach
    void start() {
        port = await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1")).actualPort();
        properties.put("user.home", home.toString());
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    private void answer(HttpServerRequest request) {
        String token = request.getHeader("x-aws-ec2-metadata-token");
        asked.add(request.method() + " " + request.path() + " " + Optional.ofNullable(token)
                .or(() -> Optional.ofNullable(request.getHeader("Authorization"))).orElse("-"));
        if (failures > 0) {
            failures--;
            request.response().setStatusCode(500).end();
            return;
        }
        String keys = "{\"AccessKeyId\":\"of-%s\",\"SecretAccessKey\":\"secret\",\"Token\":\"t\",\"Expiration\":\"" + EXPIRES
                + "\"}";
        switch (request.path()) {
            case "/latest/api/token" -> request.response()
                    .end(request.getHeader("x-aws-ec2-metadata-token-ttl-seconds") == null ? "" : "the-token");
            case "/latest/meta-data/iam/security-credentials/" -> request.response().end("a-role\n");
            case "/latest/meta-data/iam/security-credentials/a-role" -> request.response().end(keys.formatted("the-instance"));
            default -> request.response().end(keys.formatted("the-container"));
        }
    }

    private static <T> T await(Future<T> work) {
        try {
            return work.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private AwsCredentials find() {
        return await(new CredentialChain(vertx, Clock.fixed(NOW, ZoneOffset.UTC), properties::get, variables::get).get());
    }

    private void file(String name, String... lines) throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.write(home.resolve(".aws").resolve(name), List.of(lines));
    }

    @Test
    void the_first_place_that_has_any_is_used() throws IOException {
        variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:" + port + "/keys");
        assertThat(find().accessKey()).isEqualTo("of-the-container");
        file("credentials", "[default]", "aws_access_key_id = of-the-profile", "aws_secret_access_key = s");
        assertThat(find().accessKey()).isEqualTo("of-the-profile");
        variables.putAll(Map.of("AWS_ACCESS_KEY_ID", "of-the-environment\n", "AWS_SECRET_ACCESS_KEY", "s"));
        assertThat(find()).isEqualTo(AwsCredentials.lasting("of-the-environment", "s"));
        properties.putAll(Map.of("aws.accessKeyId", "of-the-properties", "aws.secretAccessKey", "s", "aws.sessionToken", "t"));
        assertThat(find()).isEqualTo(new AwsCredentials("of-the-properties", "s", Optional.of("t"), Optional.empty()));
    }

    @Test
    void there_may_be_none_and_half_of_a_pair_is_none() {
        variables.put("AWS_ACCESS_KEY_ID", "alone");

        assertThatThrownBy(this::find).isInstanceOf(NoCredentialsException.class).hasMessageNotContaining("alone");
    }

    @Test
    void a_profile_is_read_from_both_files() throws IOException {
        variables.put("AWS_PROFILE", "films");
        file("config", "[default]", "aws_access_key_id=wrong", "[profile films] # ours", "region = us-west-2",
                "aws_session_token = t", "s3 =", "  aws_access_key_id = nested", "[profile filmsets]",
                "aws_access_key_id=wrong");
        file("credentials", "# a comment", "[films]", "aws_access_key_id = right", "aws_secret_access_key = a=b+c/d ; comment",
                "[other]", "aws_access_key_id = wrong");

        AwsCredentials found = find();

        assertThat(found.accessKey()).isEqualTo("right");
        assertThat(found.secretKey()).isEqualTo("a=b+c/d");
        assertThat(found.sessionToken()).contains("t");
        assertThat(found.expires()).as("read again after a while").contains(NOW.plusSeconds(600));
    }

    @ParameterizedTest
    @ValueSource(strings = { "credential_process = /bin/keys", "role_arn = arn:aws:iam::1:role/films",
            "sso_session = ours", "web_identity_token_file = /token" })
    void a_profile_whose_credentials_come_from_elsewhere_is_passed_over_with_its_keys(String elsewhere) throws IOException {
        file("config", "[default]", elsewhere);
        file("credentials", "[default]", "aws_access_key_id = of-another-identity", "aws_secret_access_key = s");

        assertThatThrownBy(this::find).isInstanceOf(NoCredentialsException.class);
    }

    @Test
    void a_container_is_asked_with_its_token() throws IOException {
        Path token = Files.writeString(home.resolve("token"), "the-token\n");
        variables.putAll(Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:" + port + "/keys",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString()));

        assertThat(find()).isEqualTo(
                new AwsCredentials("of-the-container", "secret", Optional.of("t"), Optional.of(Instant.parse(EXPIRES))));
        assertThat(asked).containsExactly("GET /keys the-token");
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://10.0.0.1/keys", "http://metadata.example/keys", "ftp://127.0.0.1/keys", ":" })
    void the_keys_are_not_asked_for_in_clear_text_on_the_network(String url) {
        variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", url);

        assertThatThrownBy(this::find).isInstanceOf(NoCredentialsException.class);
    }

    @Test
    void an_instance_is_asked_with_a_session_of_its_metadata_and_once_more_after_a_failure() {
        variables.putAll(Map.of("AWS_EC2_METADATA_DISABLED", "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT",
                "http://127.0.0.1:" + port));
        failures = 1;

        assertThat(find().accessKey()).isEqualTo("of-the-instance");
        assertThat(asked).containsExactly("PUT /latest/api/token -", "PUT /latest/api/token -",
                "GET /latest/meta-data/iam/security-credentials/ the-token",
                "GET /latest/meta-data/iam/security-credentials/a-role the-token");
    }

    @Test
    void credentials_do_not_show_in_a_log() {
        assertThat(AwsCredentials.lasting("access", "secret")).asString().doesNotContain("access").doesNotContain("secret");
    }
}
