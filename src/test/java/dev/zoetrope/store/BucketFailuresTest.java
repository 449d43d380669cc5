package dev.zoetrope.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How each failure of the S3 client is mapped, without its secret details. */
class BucketFailuresTest {
    private static S3Refusal answer(int status, String code) {
        return new S3Refusal(status, Optional.ofNullable(code));
    }

    @ParameterizedTest
    @CsvSource({ "404,NoSuchKey,true", "416,InvalidRange,true", "416,,true", "404,NoSuchBucket,false",
            "403,AccessDenied,false", "404,,false", "500,InternalError,false" })
    void only_a_missing_object_is_missing(int status, String code, boolean missing) {
        assertThat(BucketFailures.map(answer(status, code)) instanceof MissingFileException).isEqualTo(missing);
    }

    @Test
    void a_head_that_finds_no_key_has_no_code_but_a_status() {
        assertThat(BucketFailures.mapOfHead(answer(404, null))).isInstanceOf(MissingFileException.class);
        assertThat(BucketFailures.mapOfHead(answer(403, null))).isInstanceOf(BucketException.class);
    }

    @ParameterizedTest
    @CsvSource({ "403,AccessDenied,answered 403 AccessDenied", "503,,answered 503 without a code",
            "500,<b>secret</b>,answered 500 without a code" })
    void an_answer_is_told_by_its_status_and_code(int status, String code, String told) {
        assertThat(BucketFailures.map(answer(status, code))).isInstanceOf(BucketException.class)
                .hasMessageEndingWith(told).hasMessageNotContaining("secret").hasNoCause();
    }

    @Test
    void no_answer_is_told_by_the_type_of_its_cause() {
        RuntimeException failure = new IllegalStateException("secret.example", new IOException("secret.example"));

        assertThat(BucketFailures.map(failure)).hasMessageEndingWith("cannot be reached (IOException)")
                .hasMessageNotContaining("secret").hasNoCause();
    }

    @Test
    void what_was_told_stays_as_it_is() {
        MissingFileException missing = new MissingFileException();
        BucketException trouble = new BucketException("trouble");

        assertThat(BucketFailures.map(missing)).isSameAs(missing);
        assertThat(BucketFailures.map(trouble)).isSameAs(trouble);
    }

    @ParameterizedTest
    @CsvSource({ "403,AccessDenied,true", "501,NotImplemented,true", "405,MethodNotAllowed,true", "500,InternalError,false" })
    void a_list_nobody_gives_is_done_without(int status, String code, boolean withheld) {
        assertThat(BucketFailures.isListingUnavailable(answer(status, code))).isEqualTo(withheld);
    }
}
