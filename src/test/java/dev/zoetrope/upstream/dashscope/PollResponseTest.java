package dev.zoetrope.upstream.dashscope;

import static dev.zoetrope.upstream.dashscope.Bodies.golden;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.zoetrope.upstream.PollOutcome;
import dev.zoetrope.upstream.ProtocolFixtures;
import dev.zoetrope.upstream.VendorKey;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.VendorObservation;
import dev.zoetrope.video.VendorObservation.Phase;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the response to a poll or to a cancel says. */
class PollResponseTest {
    private static final VendorKey KEY = ProtocolFixtures.key("sk-a-key-of-ours-0123456789");
    private static final DashScopeCalls CALLS = new DashScopeCalls(ProtocolFixtures.withoutClients(Bodies.JSON));

    private static Response response(int status, String body) {
        return Response.status(status).entity(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))).build();
    }

    private static PollOutcome poll(int status, String body) {
        return CALLS.classifyPoll(response(status, body), KEY, "t-1");
    }

    private static VendorObservation observed(String body) {
        return ((PollOutcome.Observed) poll(200, body)).observation();
    }

    private static String task(String status) {
        return "{\"output\":{\"task_id\":\"t-1\",\"task_status\":\"" + status + "\"}}";
    }

    @ParameterizedTest
    @CsvSource({ "PENDING, QUEUED", "SUSPENDED, QUEUED", "RUNNING, RUNNING", "SUCCEEDED, COMPLETED", "FAILED, FAILED",
            "CANCELED, CANCELLED", "CANCELLED, CANCELLED", "succeeded, COMPLETED", "PAUSED, UNRECOGNISED" })
    void status_words(String status, Phase phase) {
        assertThat(observed(task(status)).phase()).isEqualTo(phase);
    }

    @ParameterizedTest
    @ValueSource(strings = { "UNKNOWN", "unknown" })
    void a_task_that_the_vendor_does_not_have_is_unknown(String status) {
        assertThat(poll(200, task(status))).isEqualTo(new PollOutcome.UnknownTask());
    }

    @Test
    void a_running_task() {
        assertThat(observed(golden("running.json").toString()))
                .isEqualTo(new VendorObservation(Phase.RUNNING, null, null, List.of(), null, null));
    }

    @Test
    void a_finished_task_has_its_video_and_its_usage() {
        VendorObservation seen = observed(golden("succeeded.json").toString());

        assertThat(seen.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(seen.results()).isEqualTo(
                List.of(new Result("https://results.example/video.mp4?Expires=1796040090&Signature=abc", null)));
        assertThat(seen.usage()).isEqualTo(golden("succeeded.json").path("usage").toString());
    }

    @Test
    void a_finished_task_without_a_video_has_no_result() {
        assertThat(observed(task("SUCCEEDED")).results()).isEmpty();
    }

    @Test
    void a_failed_task_has_the_error_of_the_vendor() {
        assertThat(observed(golden("failed.json").toString()).error())
                .isEqualTo(new TaskError("InternalError.Timeout", "The first frame could not be downloaded."));
    }

    @Test
    void a_failed_task_may_have_no_code_and_no_message() {
        assertThat(observed(task("FAILED")).error())
                .isEqualTo(new TaskError(TaskError.VENDOR_FAILED, "The vendor reported that the task failed."));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{}", "[]", "<html>", "{\"output\":null}", "{\"output\":{\"task_status\":7}}",
            "{\"output\":{\"task_status\":\"\"}}" })
    void an_answer_without_a_status_is_none(String body) {
        assertThat(poll(200, body)).isEqualTo(new PollOutcome.NoAnswer(null));
    }

    @Test
    void other_statuses() {
        Response busy = Response.fromResponse(response(429, "")).header("Retry-After", "5").build();

        assertThat(poll(404, task("RUNNING"))).isEqualTo(new PollOutcome.UnknownTask());
        assertThat(poll(401, "{}")).isEqualTo(new PollOutcome.KeyRefused());
        assertThat(poll(403, "{}")).isEqualTo(new PollOutcome.KeyRefused());
        assertThat(poll(500, task("FAILED"))).isEqualTo(new PollOutcome.NoAnswer(null));
        assertThat(CALLS.classifyPoll(busy, KEY, "t-1")).isEqualTo(new PollOutcome.NoAnswer(Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "200|{\"request_id\":\"r\"}|CANCELLED", "200||CANCELLED",
            "200|{\"code\":\"UnsupportedOperation\"}|NO_ANSWER", "400|{\"code\":\"UnsupportedOperation\"}|NOT_PENDING",
            "400|{\"code\":\"InvalidParameter\"}|NO_ANSWER", "400||NO_ANSWER", "404|{}|NO_ANSWER", "429|{}|NO_ANSWER",
            "500|{\"code\":\"UnsupportedOperation\"}|NO_ANSWER" })
    void responses_to_a_cancel(int status, String body, CancelOutcome outcome) {
        assertThat(CALLS.classifyCancel(response(status, body == null ? "" : body))).isEqualTo(outcome);
    }

    @Property(tries = 500)
    void no_json_ever_fails(@ForAll("json") String json, @ForAll("statuses") int status) {
        assertThat(poll(status, json)).isNotNull();
        assertThat(CALLS.classifyCancel(response(status, json))).isNotNull();
    }

    @Property(tries = 500)
    void no_text_ever_fails(@ForAll String text) {
        assertThat(poll(200, text)).isNotNull();
    }

    @Property(tries = 500)
    void no_value_in_any_member_ever_fails(@ForAll("json") String value) throws IOException {
        String body = "{\"output\":{\"task_id\":%1$s,\"task_status\":%2$s,\"video_url\":%1$s,\"code\":%1$s,\"message\":%1$s},\"usage\":%1$s}";

        for (String status : List.of("\"SUCCEEDED\"", "\"FAILED\"", value)) {
            assertThat(poll(200, body.formatted(value, status))).isNotNull();
        }
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(200, 202, 301, 400, 401, 404, 429, 500);
    }

    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(20)
                .map(text -> JsonNodeFactory.instance.textNode(text).toString());
        Arbitrary<String> leaves = Arbitraries.oneOf(texts, Arbitraries.bigDecimals().map(Object::toString),
                Arbitraries.of("null", "true", "false", "\"UNKNOWN\"", "\"RUNNING\"", "\"FAILED\""));
        Arbitrary<String> names = Arbitraries.of("output", "task_status", "task_id", "usage", "code", "message", "video_url");
        return Arbitraries.recursive(() -> leaves,
                inner -> Arbitraries.oneOf(inner.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]"),
                        Arbitraries.maps(names, inner).ofMaxSize(4).map(map -> "{" + map.entrySet().stream()
                                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                                .reduce((one, other) -> one + "," + other).orElse("") + "}")),
                0, 3);
    }
}
