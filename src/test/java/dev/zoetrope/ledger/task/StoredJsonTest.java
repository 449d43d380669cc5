package dev.zoetrope.ledger.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.StoredFile;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskState;

/**
 * The files under {@code golden} hold stored JSON as earlier versions have written it. Old rows stay readable, and during a
 * rolling update an earlier version reads what this one writes. So these files may be added to, but not changed.
 */
class StoredJsonTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final Instant T1 = Instant.parse("2026-03-01T12:05:06.789Z");
    private static final String USAGE = "{\"seconds\":5,\"price\":0.50}";
    /** Non-ASCII text, a pair of surrogates, lone surrogates, NUL, line ends, and the two characters that JSON escapes. */
    private static final String ODD_TEXT = "Gr\u00fc\u00dfe \u4f60\u597d \ud83c\udfac \ud83c \udfac \u0000\r\n\t\"\\\u007f\u2028";
    private static final StoredFile COPY = new StoredFile("video/mp4", 5_000_000_000L, "0123456789abcdef".repeat(4));

    private static final Map<String, TaskState> STATES = states();
    private static final Map<String, GenerationRequest> REQUESTS = requests();

    private static Map<String, TaskState> states() {
        Map<String, TaskState> states = new LinkedHashMap<>();
        states.put("running-all", new TaskState.Running("v-1", T0, true, 42, 90, USAGE, T1));
        states.put("running-minimal", new TaskState.Running("v-1", T0, false, 0, null, null, null));
        states.put("completed-all", new TaskState.Completed("v-1", List.of(
                new Result("https://cdn.example.com/v/1.mp4?sig=a%2Fb&x=/", "video/mp4", COPY, true),
                new Result("https://cdn.example.com/v/2.mp4", null, COPY),
                new Result("https://cdn.example.com/v/3.mp4", "video/mp4", null, true)), USAGE));
        states.put("completed-minimal", new TaskState.Completed("v-1",
                List.of(new Result("https://cdn.example.com/v/1.mp4", null)), null));
        states.put("completed-empty", new TaskState.Completed(null, List.of(), null));
        states.put("failed-all", new TaskState.Failed("v-1", 42, USAGE, new TaskError("content_policy", ODD_TEXT),
                new Failure(422, "invalid_request_error", "bad_prompt", "The prompt is not allowed.", List.of(), null)));
        states.put("failed-minimal", new TaskState.Failed(null, 0, null, TaskError.submissionUnknown()));
        states.put("failed-refusal-minimal", new TaskState.Failed(null, 0, null, new TaskError("refused", "no"),
                new Failure(402, "insufficient_quota", null, "no", List.of(), null)));
        states.put("failed-without-message", new TaskState.Failed(null, 0, null, new TaskError("refused", null)));
        states.put("cancelled-all", new TaskState.Cancelled("v-1", 42, USAGE));
        return states;
    }

    private static Map<String, GenerationRequest> requests() {
        Map<String, Object> nested = new LinkedHashMap<>();
        nested.put("", null);
        nested.put(ODD_TEXT, ODD_TEXT);
        Map<String, Object> extra = new LinkedHashMap<>();
        extra.put("int", -7);
        extra.put("long", 9_007_199_254_740_993L);
        extra.put("big_integer", new BigInteger("-123456789012345678901234567890"));
        extra.put("decimal", new BigDecimal("1.50"));
        extra.put("zero", new BigDecimal("0.000"));
        extra.put("huge", new BigDecimal("-2E+400"));
        extra.put("tiny", new BigDecimal("1E-400"));
        extra.put("bool", true);
        extra.put("null", null);
        extra.put("list", Arrays.asList(1, List.of(), Map.of(), null, "x"));
        extra.put("object", nested);
        Map<String, GenerationRequest> requests = new LinkedHashMap<>();
        requests.put("image", Requests.image("https://images.example.com/1.png"));
        requests.put("two-images", Requests.of(Requests.FIRST_LAST_FRAME, true, Requests.members(
                "image_urls", List.of("https://images.example.com/1.png", "https://images.example.com/2.png"), "prompt", "p",
                "audio_url", "https://audio.example.com/1.mp3", "duration", 2, "resolution", "720p", "negative_prompt", "n",
                "seed", 0, "enable_prompt_expansion", false, "enable_safety_checker", true),
                "https://hooks.example.com/h?a=1&b=%2F", Map.of()));
        requests.put("continuation", Requests.of(Requests.VIDEO_CONTINUATION, true, Requests.members(
                "video_url", "https://videos.example.com/1.mp4", "prompt", ODD_TEXT, "duration", 15, "resolution", "1080p",
                "negative_prompt", ODD_TEXT, "seed", Integer.MAX_VALUE, "enable_prompt_expansion", true,
                "enable_safety_checker", false)));
        requests.put("extra", Requests.of(Requests.IMAGE_TO_VIDEO, false, Requests.members("image_urls",
                List.of("https://images.example.com/1.png"), "prompt", ""), null, extra));
        requests.put("text", new GenerationRequest("wan-2.7-text-to-video", null, false,
                Requests.members("prompt", "p", "duration", 2, "aspect_ratio", "9:16"), null, Map.of()));
        requests.put("own-names", new GenerationRequest("motion", "a", true, Requests.members("mode", "pro", "prompt", "p",
                "extra", List.of(1)), "https://hooks.example.com/h", Map.of()));
        return requests;
    }

    static Set<String> stateNames() {
        return STATES.keySet();
    }

    static Set<String> requestNames() {
        return REQUESTS.keySet();
    }

    @ParameterizedTest
    @MethodSource("stateNames")
    void a_state_is_stored_as_before(String name) throws IOException {
        // Given
        TaskState state = STATES.get(name);
        String golden = golden("state/" + name);
        // When
        String written = StateCodec.write(state);
        TaskState read = read(state, golden);
        // Then
        assertThat(written).isEqualTo(golden);
        assertThat(read).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("requestNames")
    void a_request_is_stored_as_before(String name) throws IOException {
        // Given
        GenerationRequest request = REQUESTS.get(name);
        String golden = golden("request/" + name);
        // When
        String written = RequestCodec.write(request);
        GenerationRequest read = RequestCodec.read(golden);
        // Then
        assertThat(written).isEqualTo(golden);
        assertThat(read).isEqualTo(request);
    }

    @Test
    void a_state_without_members_of_its_own_has_no_json() {
        assertThat(StateCodec.write(new TaskState.Pending())).isNull();
        assertThat(StateCodec.write(new TaskState.Sending())).isNull();
        assertThat(StateCodec.write(new TaskState.Cancelled("v-1", 42, null))).isNull();
        assertThat(StateCodec.read("pending", null, 0, null, null)).isEqualTo(new TaskState.Pending());
        assertThat(StateCodec.read("sending", null, 0, null, null)).isEqualTo(new TaskState.Sending());
        assertThat(StateCodec.read("cancelled", "v-1", 42, null, null)).isEqualTo(new TaskState.Cancelled("v-1", 42, null));
    }

    /** Members at every depth that only a later version knows. */
    @Test
    void rows_of_a_later_version_are_read() throws IOException {
        assertThat(read(STATES.get("running-all"), golden("state/later-running"))).isEqualTo(STATES.get("running-all"));
        assertThat(read(STATES.get("completed-all"), golden("state/later-completed"))).isEqualTo(STATES.get("completed-all"));
        assertThat(read(STATES.get("failed-all"), golden("state/later-failed"))).isEqualTo(STATES.get("failed-all"));
        assertThat(RequestCodec.read(golden("request/later-two-images"))).isEqualTo(REQUESTS.get("two-images"));
    }

    /** The first versions stored no time of acceptance. */
    @Test
    void a_running_state_without_a_time_of_acceptance_is_read() {
        assertThat(StateCodec.read("running", "v-1", 3, null, "{}"))
                .isEqualTo(new TaskState.Running("v-1", Instant.EPOCH, false, 3, null, null, null));
    }

    private static TaskState read(TaskState like, String detail) {
        return StateCodec.read(StateCodec.stateValue(like), like.vendorId(), like.progress(), like.estimatedSeconds(), detail);
    }

    /** The text of a file without the line end, which is not stored. */
    private static String golden(String name) throws IOException {
        try (InputStream file = StoredJsonTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }
}
