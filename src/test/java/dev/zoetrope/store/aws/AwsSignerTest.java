package dev.zoetrope.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Signatures are those of the examples in the reference of Amazon S3. */
class AwsSignerTest {
    private static final String HOST = "examplebucket.s3.amazonaws.com";
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final AwsCredentials KEYS = AwsCredentials.lasting("AKIAIOSFODNN7EXAMPLE",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    private final AwsSigner signer = new AwsSigner("us-east-1",
            Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC));

    private static SdkHttpRequest.Builder request(SdkHttpMethod method, String url) {
        return SdkHttpRequest.builder().method(method).uri(URI.create(url));
    }

    private static String header(SdkHttpRequest request, String name) {
        return request.firstMatchingHeader(name).orElse("absent");
    }

    @Test
    void a_range_of_an_object_is_requested_as_in_the_reference() {
        SdkHttpRequest signed = signer.signHeaders(KEYS,
                request(SdkHttpMethod.GET, "http://" + HOST + "/test.txt").putHeader("range", "bytes=0-9").build());

        assertThat(header(signed, "authorization")).isEqualTo("AWS4-HMAC-SHA256 "
                + "Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
        assertThat(header(signed, "x-amz-date")).isEqualTo("20130524T000000Z");
        assertThat(header(signed, "x-amz-content-sha256")).isEqualTo(EMPTY);
        assertThat(header(signed, "host")).isEqualTo(HOST);
    }

    @Test
    void a_body_without_tls_and_an_encoded_path_are_signed_as_in_the_reference() {
        ByteBuffer first = ByteBuffer.wrap("..Welcome ".getBytes(StandardCharsets.UTF_8)).position(2);
        ByteBuffer second = ByteBuffer.wrap("to Amazon S3.".getBytes(StandardCharsets.UTF_8));

        SdkHttpRequest signed = signer.signHeaders(KEYS,
                request(SdkHttpMethod.PUT, "http://" + HOST + "/test%24file.text")
                        .putHeader("date", "Fri, 24 May 2013 00:00:00 GMT")
                        .putHeader("x-amz-storage-class", "REDUCED_REDUNDANCY").build(),
                first, second);

        assertThat(header(signed, "authorization"))
                .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
        assertThat(header(signed, "x-amz-content-sha256"))
                .isEqualTo("44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072");
        assertThat(signed.encodedPath()).isEqualTo("/test%24file.text");
        assertThat(first.remaining() + second.remaining()).isEqualTo("Welcome to Amazon S3.".length());
    }

    @Test
    void an_empty_parameter_is_signed_as_in_the_reference() {
        SdkHttpRequest signed = signer.signHeaders(KEYS,
                request(SdkHttpMethod.GET, "http://" + HOST + "/").putRawQueryParameter("lifecycle", "").build());

        assertThat(header(signed, "authorization"))
                .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
        assertThat(signed.encodedQueryParameters()).contains("lifecycle=");
    }

    @Test
    void a_url_is_signed_as_in_the_reference() {
        URI signed = signer.signUrl(KEYS, request(SdkHttpMethod.GET, "https://" + HOST + "/test.txt").build(),
                Duration.ofDays(1)).getUri();

        assertThat(signed.toString()).startsWith("https://" + HOST + "/test.txt?");
        assertThat(signed.getRawQuery().split("&")).containsExactlyInAnyOrder("X-Amz-Algorithm=AWS4-HMAC-SHA256",
                "X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request",
                "X-Amz-Date=20130524T000000Z", "X-Amz-Expires=86400", "X-Amz-SignedHeaders=host",
                "X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    }

    @Test
    void with_tls_the_body_is_not_read_and_no_checksum_is_added() {
        SdkHttpRequest signed = signer.signHeaders(KEYS,
                request(SdkHttpMethod.PUT, "https://" + HOST + ":9000/a//../b").build(),
                ByteBuffer.allocate(9));

        assertThat(header(signed, "x-amz-content-sha256")).isEqualTo("UNSIGNED-PAYLOAD");
        assertThat(signed.headers()).containsOnlyKeys("Authorization", "Host", "x-amz-content-sha256", "X-Amz-Date");
        assertThat(header(signed, "host")).isEqualTo(HOST + ":9000");
        assertThat(signed.encodedPath()).isEqualTo("/a//../b");
    }

    @Test
    void the_token_of_temporary_credentials_is_signed_and_sent() {
        AwsCredentials temporary = new AwsCredentials(KEYS.accessKey(), KEYS.secretKey(), Optional.of("a+/="),
                Optional.empty());
        SdkHttpRequest request = request(SdkHttpMethod.GET, "https://" + HOST + "/a").build();

        SdkHttpRequest signed = signer.signHeaders(temporary, request);

        assertThat(header(signed, "x-amz-security-token")).isEqualTo("a+/=");
        assertThat(header(signed, "authorization")).contains("x-amz-date;x-amz-security-token, ");
        assertThat(signer.signUrl(temporary, request, Duration.ofSeconds(1)).getUri().getRawQuery())
                .contains("X-Amz-Security-Token=a%2B%2F%3D", "X-Amz-Expires=1&");
    }
}
