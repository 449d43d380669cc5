package dev.zoetrope.upstream.unified;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.upstream.KeyMask;
import dev.zoetrope.upstream.VendorTexts;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.VendorObservation;
import dev.zoetrope.video.VendorObservation.Phase;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Parses the vendor's task object in every known shape. */
class VendorTaskParserTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "sk-a-key-of-ours-0123456789";

    private static final VendorTexts TEXTS = new VendorTexts(new KeyMask(KEY), URI.create("https://vendor.example/api"));
    private static final VendorTaskParser PARSER = new VendorTaskParser(TEXTS);

    private static VendorObservation read(String json) {
        try {
            return PARSER.observation(JSON.readTree(json));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({ "pending, QUEUED", "queued, QUEUED", "processing, RUNNING", "in_progress, RUNNING", "Running, RUNNING",
            "completed, COMPLETED", "succeeded, COMPLETED", "failed, FAILED", "canceled, CANCELLED",
            "cancelled, CANCELLED", "paused, UNRECOGNISED" })
    void status_words(String value, Phase phase) {
        assertThat(read("{\"status\":\"" + value + "\"}").phase()).isEqualTo(phase);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"status\":null}", "{\"status\":3}", "{\"status\":{}}", "[]", "1" })
    void no_status_is_an_unrecognised_one(String json) {
        assertThat(read(json).phase()).isEqualTo(Phase.UNRECOGNISED);
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"40\"", "null", "-1", "{}", "1e9" })
    void a_progress_that_is_none_is_left_out(String progress) {
        assertThat(read("{\"status\":\"processing\",\"progress\":" + progress + "}").progress()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "\"task-1\"|task-1", "17|17", "0|0",
            "12345678901234567890123|12345678901234567890123" })
    void an_id_is_text_or_a_whole_number(String id, String read) throws IOException {
        assertThat(VendorTexts.taskId(JSON.readTree(id))).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "[]", "{\"id\":null}", "{\"id\":\" \"}", "{\"id\":1.5}", "{\"id\":true}",
            "{\"id\":{\"id\":\"x\"}}", "{\"id\":\"a\\u0000b\"}", "{\"id\":\"\\ud800\"}" })
    void an_id_that_could_not_be_kept_or_asked_for_is_none(String task) throws IOException {
        assertThat(VendorTexts.taskId(JSON.readTree(task).path("id"))).isNull();
    }

    @Test
    void results_that_cannot_be_fetched_are_left_out() {
        VendorObservation seen = read("{\"status\":\"completed\",\"results\":[null,3,{},{\"url\":null},\"ftp://x/y\","
                + "\"javascript:alert(1)\",{\"url\":\"https://x/ok.mp4\",\"content_type\":\"video/mp4\",\"more\":[1]}]}");

        assertThat(seen.results()).isEqualTo(List.of(new Result("https://x/ok.mp4", "video/mp4")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "HTTPS://x/a.mp4|HTTPS://x/a.mp4", " https://x/a b.mp4 |https://x/a b.mp4",
            "/files/a.mp4?t=1|https://vendor.example/files/a.mp4?t=1", "//cdn.example/a.mp4|https://cdn.example/a.mp4",
            "files/a.mp4|https://vendor.example/api/files/a.mp4", "./a.mp4|https://vendor.example/api/./a.mp4",
            "processing|", "a.mp4|", "N/A|", "ftp://x/a.mp4|", "data:video/mp4;base64,AAAA|", "mailto:a/b.c|" })
    void a_link_without_a_host_is_the_vendors(String written, String link) {
        assertThat(read("{\"status\":\"completed\",\"results\":[\"" + written + "\"]}").results())
                .isEqualTo(link == null ? List.of() : List.of(new Result(link, null)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{\"detail\":\"No.\"}|No.", "{\"detail\":[\"No.\",\"Not so.\"]}|No.; Not so.",
            "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"Too long.\"},{\"message\":\"Bad.\"},7,null]}|Too long.; Bad.",
            "{\"error\":\"No.\",\"detail\":\"x\"}|No.", "{\"error\":{\"message\":\"No.\"}}|No.", "{\"detail\":[]}|",
            "{\"detail\":{\"msg\":\"No.\"}}|No.", "{\"error\":7}|", "[]|", "{\"error\":\" \",\"detail\":\"No.\"}|No." })
    void a_reason_has_many_shapes(String answer, String reason) throws IOException {
        assertThat(TEXTS.errorMessage(JSON.readTree(answer))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"code\":\"bad\",\"message\":\"Bad.\"}|bad|Bad.",
            "{\"code\":17,\"message\":\"Bad.\"}|17|Bad.",
            "{\"message\":\"Bad.\"}|task_failed|Bad.",
            "\"Bad.\"|task_failed|Bad.",
            "null|task_failed|The vendor reported that the task failed.",
            "{\"code\":{},\"message\":[]}|task_failed|The vendor reported that the task failed." })
    void errors(String error, String code, String message) {
        assertThat(read("{\"status\":\"failed\",\"error\":" + error + "}").error()).isEqualTo(new TaskError(code, message));
    }

    @ParameterizedTest
    @CsvSource({ "8181, true", "8182, false", "4090, true" })
    void a_usage_beyond_8_kb_is_left_out_and_not_cut(int letters, boolean shown) {
        assertThat(read("{\"usage\":{\"note\":\"" + "x".repeat(letters) + "\"}}").usage() != null).isEqualTo(shown);
        assertThat(read("{\"usage\":{\"note\":\"" + "\u00e9".repeat(letters) + "\"}}").usage() != null)
                .as("the limit is in bytes, not characters").isEqualTo(letters == 4090);
    }

    @Test
    void usage_that_could_not_be_handed_on_is_left_out() {
        assertThat(read("{\"usage\":{\"note\":\"\\ud83c\"}}").usage()).isNull();
        assertThat(read("{\"usage\":{\"note\":\"\\ud83c\\udfac\"}}").usage()).isEqualTo("{\"note\":\"\ud83c\udfac\"}");
    }

    @Test
    void a_message_without_end_is_cut() {
        assertThat(read("{\"status\":\"failed\",\"error\":\"" + "x".repeat(9000) + "\"}").error().message())
                .hasSize(501);
    }

    @Test
    void a_message_or_code_that_could_not_be_handed_on_is_mended() {
        String cutInAPair = "x".repeat(499) + "\\ud83c\\udfac" + "x".repeat(9);

        assertThat(read("{\"status\":\"failed\",\"error\":{\"code\":\"a\\ud83c\",\"message\":\"" + cutInAPair + "\"}}").error())
                .isEqualTo(new TaskError("task_failed", "x".repeat(499) + "?…"));
    }

    @Property
    void no_text_in_any_member_ever_fails(@ForAll String text) throws IOException {
        String quoted = JSON.writeValueAsString(text);
        VendorObservation seen = read("{\"status\":" + quoted + ",\"progress\":" + quoted + ",\"results\":[" + quoted
                + "],\"error\":" + quoted + ",\"usage\":" + quoted + ",\"task_info\":" + quoted + "}");

        assertThat(seen.phase()).isNotNull();
    }

    @Test
    void no_more_than_sixteen_results_are_kept() {
        String link = "\"https://cdn.example.com/a.mp4\"";

        assertThat(read("{\"status\":\"completed\",\"results\":[" + link + ("," + link).repeat(2_999) + "]}").results())
                .hasSize(16);
    }

    @Test
    void what_is_meant_for_people_is_without_our_key_and_a_code_that_holds_it_is_none() {
        VendorObservation seen = read("{\"status\":\"failed\",\"usage\":{\"" + KEY + "\":\"" + KEY.substring(3, 11) + "\"},"
                + "\"error\":{\"code\":\"" + KEY + "\",\"message\":\"bad key " + KEY + ", or " + KEY.substring(9) + ".\"}}");

        assertThat(seen.usage()).isEqualTo("{\"***\":\"***\"}");
        assertThat(seen.error()).isEqualTo(new TaskError("task_failed", "bad key ***, or ***."));
    }

    @ParameterizedTest
    @ValueSource(strings = { "a b", "a\\nb", "<b>", "…", "-" })
    void a_code_that_is_no_plain_word_is_none(String code) {
        assertThat(read("{\"status\":\"failed\",\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"}}").error().code())
                .isEqualTo("task_failed");
    }

    @Test
    void a_link_that_holds_our_key_is_fetched_as_it_is_and_not_shown() {
        VendorObservation seen = read("{\"status\":\"completed\",\"results\":[\"https://cdn.example.com/a.mp4?key=" + KEY
                + "\",\"https://cdn.example.com/b.mp4?key=" + KEY.substring(0, 12) + "\"]}");

        assertThat(seen.results()).extracting(Result::url).allMatch(url -> url.contains(KEY.substring(0, 12)));
        assertThat(seen.results()).extracting(Result::hidden).containsExactly(true, false);
    }
}
