package dev.zoetrope.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.upstream.Outcomes;
import dev.zoetrope.upstream.PollOutcome;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.VendorObservation;
import dev.zoetrope.video.VendorObservation.Phase;

/** Each documented answer to a poll and to a delete. */
class PollAnswerTest {
    private static final String ID = "video_gen_0f3c9d2a7b6e4c158d90a1b2c3d4e5f6";
    private static final String CONTENT = Answers.BASE + "/v1/videos/" + ID + "/content";

    private static PollOutcome outcome(int status, String body, String... headers) {
        return Answers.calls().classifyPoll(Answers.of(status, body, headers), Outcomes.key(Answers.KEY), ID);
    }

    private static VendorObservation observed(String body) {
        return ((PollOutcome.Observed) outcome(200, body)).observation();
    }

    @ParameterizedTest
    @CsvSource({ "queued, QUEUED", "in_progress, RUNNING", "completed, COMPLETED", "failed, FAILED", "cancelled, CANCELLED",
            "canceled, CANCELLED", "deleted, CANCELLED", "Completed, COMPLETED", "expired, UNRECOGNISED",
            "processing, UNRECOGNISED" })
    void status_words(String word, Phase phase) {
        assertThat(observed("{\"status\":\"" + word + "\"}").phase()).isEqualTo(phase);
    }

    @Test
    void a_running_video_has_a_progress_and_no_result() {
        VendorObservation running = observed(Answers.golden("running.json"));

        assertThat(running.phase()).isEqualTo(Phase.RUNNING);
        assertThat(running.progress()).isEqualTo(35);
        assertThat(running.results()).isEmpty();
    }

    @Test
    void the_result_of_a_completed_video_is_its_content_and_hidden() {
        VendorObservation completed = observed(Answers.golden("completed.json"));

        assertThat(completed.progress()).isEqualTo(100);
        assertThat(completed.results()).containsExactly(new Result(CONTENT, "video/mp4", null, true));
    }

    @Test
    void a_public_url_of_the_vendor_is_not_hidden() {
        assertThat(observed("{\"status\":\"completed\",\"url\":\"https://cdn.example/a.mp4\"}").results())
                .containsExactly(new Result("https://cdn.example/a.mp4", null));
    }

    @ParameterizedTest
    @ValueSource(strings = { CONTENT, "/api/v1/videos/" + ID + "/content" })
    void a_url_that_is_the_content_is_hidden(String url) {
        assertThat(observed("{\"status\":\"completed\",\"url\":\"" + url + "\"}").results())
                .containsExactly(new Result(CONTENT, null, null, true));
    }

    @ParameterizedTest
    @ValueSource(strings = { "null", "\"\"", "3", "\"ftp://a/b\"", "{}", "[]" })
    void a_url_that_is_none_leaves_the_content(String url) {
        assertThat(observed("{\"status\":\"completed\",\"url\":" + url + "}").results())
                .containsExactly(new Result(CONTENT, null, null, true));
    }

    @Test
    void a_failed_video_has_the_code_and_the_message_of_the_vendor() {
        VendorObservation failed = observed(Answers.golden("failed.json"));

        assertThat(failed.error().code()).isEqualTo("OutOfMemoryError");
        assertThat(failed.error().message()).isEqualTo("CUDA out of memory.");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"status\":\"failed\"}", "{\"status\":\"failed\",\"error\":null}",
            "{\"status\":\"failed\",\"error\":[]}" })
    void a_failed_video_without_a_reason_has_words_of_the_gateway(String body) {
        assertThat(observed(body).error().message()).isEqualTo("The vendor reported that the task failed.");
    }

    @Test
    void the_code_of_a_failure_may_be_a_number() {
        assertThat(observed("{\"status\":\"failed\",\"error\":{\"code\":507,\"message\":\"m\"}}").error().code())
                .isEqualTo("507");
    }

    @ParameterizedTest
    @CsvSource({ "401, KeyRefused", "403, KeyRefused", "404, UnknownTask", "400, NoAnswer", "429, NoAnswer", "500, NoAnswer",
            "503, NoAnswer", "302, NoAnswer" })
    void a_status_that_is_not_2xx_ends_no_task(int status, String outcome) {
        assertThat(outcome(status, "{\"status\":\"failed\"}").getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{}", "[]", "<html>", "{\"status\":null}", "{\"status\":3}" })
    void a_2xx_without_a_status_is_no_answer(String body) {
        assertThat(outcome(200, body)).isEqualTo(new PollOutcome.NoAnswer(null));
    }

    @Test
    void a_retry_after_is_obeyed() {
        assertThat(outcome(429, "", "Retry-After", "9")).isEqualTo(new PollOutcome.NoAnswer(Duration.ofSeconds(9)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "200|{\"deleted\":true,\"object\":\"video.deleted\"}|DELETED",
            "200|{\"status\":\"deleted\"}|DELETED", "200|{\"deleted\":false}|NO_ANSWER", "200|<html>|NO_ANSWER",
            "404|{\"detail\":\"Video not found\"}|UNKNOWN_TASK", "409|{}|REFUSED", "405|{}|REFUSED", "401|{}|REFUSED",
            "429|{}|NO_ANSWER", "500|{}|NO_ANSWER", "302|{}|NO_ANSWER" })
    void answers_to_a_delete(int status, String body, DeleteOutcome outcome) {
        assertThat(Answers.calls().classifyDelete(Answers.of(status, body))).isEqualTo(outcome);
    }
}
