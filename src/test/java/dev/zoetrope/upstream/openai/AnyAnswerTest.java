package dev.zoetrope.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.upstream.Outcomes;
import dev.zoetrope.upstream.PollOutcome;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** No answer to a poll throws, whatever it is. */
class AnyAnswerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("id", "status", "progress", "error", "message", "code", "url",
            "media_type", "usage", "detail");
    private static final List<Object> VALUES = List.of("completed", "failed", "queued", "", " ", "\ud800", "//", "https://x",
            "/v1/videos/../content", Answers.KEY, true, false, 0, -1, 1e300, Long.MAX_VALUE, "x".repeat(10_000));

    /** Any JSON value with the names of a video object, at most this many levels deep. */
    private static Object json(Random random, int levels) {
        int kind = levels == 0 ? 0 : random.nextInt(4);
        if (kind < 2) {
            int at = random.nextInt(VALUES.size() + 1);
            return at == VALUES.size() ? null : VALUES.get(at);
        }
        List<Object> list = new ArrayList<>();
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            list.add(json(random, levels - 1));
            object.put(NAMES.get(random.nextInt(NAMES.size())), json(random, levels - 1));
        }
        return kind == 2 ? list : object;
    }

    @Property
    void any_json_is_an_outcome(@ForAll long seed) throws JsonProcessingException {
        checkOutcome(JSON.writeValueAsString(json(new Random(seed), 4)));
    }

    @Property
    void any_video_is_an_outcome(@ForAll long seed) throws JsonProcessingException {
        Random random = new Random(seed);
        Map<String, Object> video = new LinkedHashMap<>();
        NAMES.forEach(name -> video.put(name, json(random, 2)));
        video.put("status", List.of("completed", "failed", "in_progress").get(random.nextInt(3)));

        checkOutcome(JSON.writeValueAsString(video));
    }

    @Property
    void any_text_is_an_outcome(@ForAll String body) {
        checkOutcome(body);
    }

    private static void checkOutcome(String body) {
        PollOutcome outcome = Answers.calls().classifyPoll(Answers.of(200, body), Outcomes.key(Answers.KEY), "video/1 ?#%");

        assertThat(outcome).isNotNull();
        if (outcome instanceof PollOutcome.Observed observed && observed.observation().error() != null) {
            assertThat(observed.observation().error().message()).isNotBlank().doesNotContain(Answers.KEY);
        }
    }
}
