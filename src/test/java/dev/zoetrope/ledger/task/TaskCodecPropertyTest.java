package dev.zoetrope.ledger.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskState;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every written value is read back equal. */
class TaskCodecPropertyTest {
    private static final Arbitrary<String> TEXT = Arbitraries.strings().all().ofMaxLength(200);
    private static final Arbitrary<Integer> INTEGER = Arbitraries.integers();

    @Property
    void a_request_reads_back_equal(@ForAll("requests") GenerationRequest request) {
        // When
        String text = RequestCodec.write(request);
        // Then
        assertThat(RequestCodec.read(text)).isEqualTo(request);
        assertThat(text).isASCII();
    }

    @Property
    void members_of_any_name_read_back_equal(@ForAll("members") Map<String, Object> members) {
        // Given: names of the codec itself among them, and a model without modes
        GenerationRequest request = new GenerationRequest("m", null, false, members, null, Map.of());
        // When, then
        assertThat(RequestCodec.read(RequestCodec.write(request))).isEqualTo(request);
    }

    @Property
    void a_state_reads_back_equal(@ForAll("states") TaskState state) {
        // When
        String detail = StateCodec.write(state);
        TaskState read = StateCodec.read(StateCodec.stateValue(state), state.vendorId(), state.progress(),
                state.estimatedSeconds(), detail);
        // Then
        assertThat(read).isEqualTo(state);
    }

    @Provide
    Arbitrary<GenerationRequest> requests() {
        return Builders.withBuilder(Draft::new).use(TEXT).inSetter((draft, model) -> draft.model = model)
                .use(Arbitraries.of(Requests.IMAGE_TO_VIDEO, Requests.FIRST_LAST_FRAME, Requests.VIDEO_CONTINUATION))
                .inSetter((draft, mode) -> draft.mode = mode)
                .use(Arbitraries.of(true, false)).inSetter((draft, stated) -> draft.stated = stated)
                .use(TEXT.list().ofMaxSize(2)).inSetter((draft, images) -> draft.images = images)
                .use(TEXT.injectNull(0.3).list().ofSize(5)).inSetter((draft, texts) -> draft.texts = texts)
                .use(INTEGER.injectNull(0.3)).inSetter((draft, duration) -> draft.duration = duration)
                .use(Arbitraries.of("720p", "1080p").injectNull(0.3)).inSetter((draft, size) -> draft.resolution = size)
                .use(Arbitraries.of(true, false).injectNull(0.3)).inSetter((draft, bool) -> draft.bool = bool)
                .use(Arbitraries.maps(TEXT, json(3)).ofMaxSize(3)).inSetter((draft, extra) -> draft.extra = extra)
                .build(Draft::request);
    }

    @Provide
    Arbitrary<Map<String, Object>> members() {
        Arbitrary<String> names = Arbitraries.oneOf(TEXT, Arbitraries.of("model", "mode", "mode_stated", "callback_url",
                "extra", "_members", "_later"));
        return Arbitraries.maps(names, json(2).filter(Objects::nonNull)).ofMaxSize(6);
    }

    /** Plain JSON values, nested up to a depth. */
    private static Arbitrary<Object> json(int depth) {
        Arbitrary<Object> plain = Arbitraries.oneOf(TEXT.map(text -> (Object) text), INTEGER.map(i -> (Object) i),
                Arbitraries.longs().filter(i -> i != i.intValue()).map(i -> (Object) i),
                Arbitraries.of(true, false).map(b -> (Object) b),
                Arbitraries.of(new BigDecimal("1.50"), new BigDecimal("-2E+400"), new BigDecimal("0.000"),
                        new BigInteger("123456789012345678901234567890")));
        if (depth == 0) {
            return plain.injectNull(0.1);
        }
        return Arbitraries.oneOf(plain, json(depth - 1).list().ofMaxSize(3).map(list -> (Object) list),
                Arbitraries.maps(TEXT, json(depth - 1)).ofMaxSize(3).map(map -> (Object) map)).injectNull(0.1);
    }

    @Provide
    Arbitrary<TaskState> states() {
        Arbitrary<Integer> progress = Arbitraries.integers().between(0, 100);
        Arbitrary<String> maybe = TEXT.injectNull(0.3);
        Arbitrary<Result> result = Combinators.combine(TEXT, maybe).as(Result::new);
        Arbitrary<Instant> times = Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli)
                .injectNull(0.5);
        Arbitrary<Instant> acceptances = Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli);
        Arbitrary<Failure> refusals = Combinators.combine(Arbitraries.integers().between(400, 599), TEXT, maybe, TEXT)
                .as((status, type, code, message) -> new Failure(status, type, code, message, List.of(), null))
                .injectNull(0.5);
        Arbitrary<TaskError> errors = Combinators.combine(TEXT, TEXT).as(TaskError::new);
        return Arbitraries.oneOf(Arbitraries.of(new TaskState.Pending(), new TaskState.Sending()),
                Combinators.combine(TEXT, acceptances, Arbitraries.of(true, false), progress, INTEGER.injectNull(0.3),
                        maybe, times).as(TaskState.Running::new),
                Combinators.combine(maybe, result.list().ofMaxSize(3), maybe).as(TaskState.Completed::new),
                Combinators.combine(maybe, progress, maybe, errors, refusals).as(TaskState.Failed::new),
                Combinators.combine(maybe, progress, maybe).as(TaskState.Cancelled::new));
    }

    @Test
    void what_a_later_version_adds_is_passed_over() {
        // Given
        String request = RequestCodec.write(Tasks.REQUEST).replaceFirst("\\{", "{\"_later\":{\"a\":[1,{}]},");
        // When
        GenerationRequest read = RequestCodec.read(request);
        TaskState state = StateCodec.read("running", "v", 3, null, "{\"later\":[[]],\"started\":true}");
        // Then
        assertThat(read).isEqualTo(Tasks.REQUEST);
        assertThat(state).isEqualTo(new TaskState.Running("v", Instant.EPOCH, true, 3, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{", "[]", "secret", "{\"prompt\":\"secret" })
    void what_cannot_be_read_is_not_quoted(String text) {
        assertThatThrownBy(() -> RequestCodec.read(text)).isInstanceOf(IllegalStateException.class).hasNoCause()
                .message().doesNotContain("secret");
    }

    @Test
    void an_unknown_kind_of_state_is_refused() {
        assertThatThrownBy(() -> StateCodec.read("dancing", null, 0, null, null))
                .isInstanceOf(IllegalStateException.class);
    }

    private static final class Draft {
        private String model;
        private String mode;
        private boolean stated;
        private List<String> images;
        private List<String> texts;
        private Integer duration;
        private String resolution;
        private Boolean bool;
        private Map<String, Object> extra;

        GenerationRequest request() {
            Map<String, Object> members = Requests.members("image_urls", images.isEmpty() ? null : images, "video_url",
                    texts.get(0), "prompt", texts.get(1), "audio_url", texts.get(2), "duration", duration, "resolution",
                    resolution, "negative_prompt", texts.get(3), "seed", duration, "enable_prompt_expansion", bool,
                    "enable_safety_checker", bool);
            return new GenerationRequest(model, mode, stated, members, texts.get(4), extra);
        }
    }
}
