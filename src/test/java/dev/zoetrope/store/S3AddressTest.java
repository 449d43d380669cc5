package dev.zoetrope.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Our addresses are those of the AWS SDK. */
class S3AddressTest {
    @ParameterizedTest
    @CsvSource({ "films,,eu-central-1,", "films,,eu-central-1,true", "films,,cn-north-1,", "films,,us-gov-west-1,",
            "films,,us-iso-east-1,", "films,,us-isob-east-1,", "films,,eusc-de-east-1,", "films.of.ours,,eu-west-1,",
            "Films_1,,eu-west-1,", "films,http://minio:9000,us-east-1,", "films,https://minio.internal,us-east-1,",
            "films,https://minio.internal:443/,us-east-1,", "films,http://minio.internal:80,us-east-1,false",
            "films,https://minio.internal:9000,us-east-1,false", "films,http://10.0.0.1:9000,us-east-1,false",
            "films.of.ours,https://minio.internal,us-east-1,false", "films.of.ours,http://minio.internal,us-east-1,false" })
    void an_object_is_where_the_sdk_finds_it(String bucket, String endpoint, String region, Boolean pathStyle) {
        S3Settings of = S3Settings.of(bucket);
        S3Settings settings = new S3Settings(Optional.ofNullable(endpoint), region, of.bucket(), of.prefix(),
                Optional.ofNullable(pathStyle), of.accessKey(), of.secretKey(), of.limits());
        String key = "zoetrope/a b+c/ä~*'(1)..//x.mp4";

        S3Address address = S3Address.of(settings);

        URL expected = expected(settings, key);
        assertThat(address.origin() + address.path(key))
                .isEqualTo(expected.getProtocol() + "://" + expected.getAuthority() + expected.getPath());
        assertThat(address.port()).isEqualTo(expected.getPort() == -1 ? expected.getDefaultPort() : expected.getPort());
        assertThat(address.host()).isEqualTo(expected.getHost());
    }

    private static URL expected(S3Settings settings, String key) {
        S3Presigner.Builder presigner = S3Presigner.builder().region(Region.of(settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.pathStyle().orElse(settings.endpoint().isPresent())).build());
        settings.endpoint().ifPresent(endpoint -> presigner.endpointOverride(URI.create(endpoint)));
        try (S3Presigner sdk = presigner.build()) {
            return sdk.presignGetObject(sign -> sign.signatureDuration(Duration.ofMinutes(1))
                    .getObjectRequest(get -> get.bucket(settings.bucket().get()).key(key))).url();
        }
    }
}
