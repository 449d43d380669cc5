package dev.zoetrope.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What each failure of the client becomes, and what must not be told of it. */
class BucketFailuresTest {
    private static AwsServiceException answer(int status, String code) {
        return S3Exception.builder().statusCode(status).message("secret-bucket/secret-key")
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("secret-bucket").build()).build();
    }

    @ParameterizedTest
    @CsvSource({ "404,NoSuchKey,true", "416,InvalidRange,true", "416,,true", "404,NoSuchBucket,false",
            "403,AccessDenied,false", "404,,false", "500,InternalError,false" })
    void onlyAMissingObjectIsMissing(int status, String code, boolean missing) {
        assertThat(BucketFailures.told(answer(status, code)) instanceof MissingFileException).isEqualTo(missing);
    }

    @Test
    void aHeadThatFindsNoKeyHasNoCodeButAType() {
        assertThat(BucketFailures.told(NoSuchKeyException.builder().statusCode(404).build()))
                .isInstanceOf(MissingFileException.class);
    }

    @ParameterizedTest
    @CsvSource({ "403,AccessDenied,answered 403 AccessDenied", "503,,answered 503 without a code",
            "500,<b>secret</b>,answered 500 without a code" })
    void anAnswerIsToldByItsStatusAndCode(int status, String code, String told) {
        assertThat(BucketFailures.told(new CompletionException(answer(status, code)))).isInstanceOf(BucketException.class)
                .hasMessageEndingWith(told).hasMessageNotContaining("secret").hasNoCause();
    }

    @Test
    void noAnswerIsToldByTheTypeOfItsCause() {
        SdkClientException failure = SdkClientException.create("secret.example", new IOException("secret.example"));

        assertThat(BucketFailures.told(failure)).hasMessageEndingWith("cannot be reached (IOException)")
                .hasMessageNotContaining("secret").hasNoCause();
    }

    @Test
    void whatWasToldStaysAsItIs() {
        MissingFileException missing = new MissingFileException();
        BucketException trouble = new BucketException("trouble");

        assertThat(BucketFailures.told(missing)).isSameAs(missing);
        assertThat(BucketFailures.told(new CompletionException(trouble))).isSameAs(trouble);
    }

    @ParameterizedTest
    @CsvSource({ "403,AccessDenied,true", "501,NotImplemented,true", "405,MethodNotAllowed,true", "500,InternalError,false" })
    void aListNobodyGivesIsDoneWithout(int status, String code, boolean withheld) {
        assertThat(BucketFailures.isWithheld(answer(status, code))).isEqualTo(withheld);
    }
}
