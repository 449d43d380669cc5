package dev.zoetrope.vault.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Our signatures are those of the AWS SDK's signer. */
class SignatureTest {
    private static final Instant NOW = Instant.parse("2026-03-01T23:59:59.999Z");
    private static final String REGION = "eu-central-1";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final Signature signature = new Signature(REGION);

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.strings().withCharRange(' ', '~').withChars("äπ\uD83C\uDFACÿ%/+*~").ofMinLength(1).ofMaxLength(30)
                .filter(text -> text.codePoints().noneMatch(code -> code >= 0xD800 && code < 0xE000));
    }

    @Provide
    Arbitrary<Optional<String>> tokens() {
        return Arbitraries.strings().alpha().numeric().withChars("+/=").ofMinLength(1).ofMaxLength(60).optional();
    }

    private static SignRequest.Builder<AwsCredentialsIdentity> request(SdkHttpRequest request, Optional<String> token) {
        AwsCredentialsIdentity identity = token
                .<AwsCredentialsIdentity> map(text -> AwsSessionCredentialsIdentity.create("AKID", SECRET, text))
                .orElseGet(() -> AwsCredentialsIdentity.create("AKID", SECRET));
        return SignRequest.builder(identity).request(request)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC))
                .putProperty(AwsV4HttpSigner.REGION_NAME, REGION)
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false);
    }

    private static AwsCredentials credentials(Optional<String> token) {
        return new AwsCredentials("AKID", SECRET, token, Optional.empty());
    }

    @Property(tries = 200)
    void headers_are_signed_as_by_the_sdk(@ForAll("keys") String key, @ForAll("keys") String value, @ForAll boolean tls,
            @ForAll("tokens") Optional<String> token) {
        byte[] body = value.getBytes(StandardCharsets.UTF_8);
        String path = "/" + Signature.encode(key).replace("%2F", "/");
        SortedMap<String, String> query = new TreeMap<>(Map.of("uploads", "", "prefix", value, "partNumber", "7"));
        SdkHttpRequest.Builder sent = SdkHttpRequest.builder().method(SdkHttpMethod.PUT).protocol(tls ? "https" : "http")
                .host("films.example").port(9000).encodedPath(path).putHeader("content-type", "video/mp4")
                .putHeader("content-length", Integer.toString(body.length));
        query.forEach(sent::putRawQueryParameter);
        Map<String, String> expected = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        signer.sign(request(sent.build(), token).payload(ContentStreamProvider.fromByteArray(body)).build()).request()
                .forEachHeader((name, values) -> expected.put(name, values.get(0)));

        SortedMap<String, String> signed = signature.signHeaders(credentials(token), NOW, "PUT", path, query,
                Map.of("host", "films.example:9000", "content-type", "video/mp4", "content-length",
                        Integer.toString(body.length)),
                tls ? Signature.UNSIGNED : Signature.sha256(ByteBuffer.wrap(body)));

        assertThat(signed.get("authorization")).isEqualTo(expected.get("authorization"));
        assertThat(signed.get("x-amz-content-sha256")).isEqualTo(expected.get("x-amz-content-sha256"));
        assertThat(signed.get("x-amz-date")).isEqualTo(expected.get("x-amz-date"));
        assertThat(signed.get("x-amz-security-token")).isEqualTo(expected.get("x-amz-security-token"));
    }

    @Property(tries = 200)
    void urls_are_signed_as_by_the_sdk(@ForAll("keys") String key, @ForAll("keys") String disposition,
            @ForAll("tokens") Optional<String> token) {
        String path = "/" + Signature.encode(key).replace("%2F", "/");
        SdkHttpRequest sent = SdkHttpRequest.builder().method(SdkHttpMethod.GET).protocol("https").host("films.example")
                .encodedPath(path).putRawQueryParameter("response-content-disposition", disposition).build();
        SdkHttpRequest expected = signer.sign(request(sent, token)
                .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofSeconds(90)).build()).request();

        String query = signature.signQuery(credentials(token), NOW, "films.example", path,
                Map.of("response-content-disposition", disposition), Duration.ofSeconds(90));

        assertThat(query.split("&")).containsExactlyInAnyOrder(expected.encodedQueryParameters().orElseThrow().split("&"));
    }
}
