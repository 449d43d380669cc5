package dev.zoetrope.validate;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates valid creates as maps of members, and JSON texts of them with any order of members and any white space. */
final class RequestBodies {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Arbitrary<String> URL = Arbitraries.of("https://example.com/a.jpg", "http://my_host:8080/b?c=d#e",
            "https://bücher.example/ä", "https://[::1]/x");

    private RequestBodies() {
    }

    /** Members and values, as a JSON library writes them, without the absent members. */
    static Arbitrary<Map<String, Object>> valid() {
        return Combinators.combine(inputs(), options()).as((inputs, options) -> {
            Map<String, Object> members = new LinkedHashMap<>(inputs);
            members.putAll(options);
            return members;
        });
    }

    private static Arbitrary<Map<String, Object>> inputs() {
        Arbitrary<Map<String, Object>> image = URL.map(url -> Map.of("image_urls", List.of(url)));
        Arbitrary<Map<String, Object>> frames = URL.list().ofSize(2).map(urls -> Map.of("image_urls", urls));
        Arbitrary<Map<String, Object>> clip = URL.map(url -> Map.of("video_url", url));
        return Arbitraries.oneOf(stated(image, "image-to-video"), stated(frames, "first-last-frame"),
                stated(clip, "video-continuation"));
    }

    private static Arbitrary<Map<String, Object>> stated(Arbitrary<Map<String, Object>> inputs, String mode) {
        return Combinators.combine(inputs, Arbitraries.of(true, false)).as((given, state) -> {
            Map<String, Object> members = new LinkedHashMap<>(given);
            members.put("model", "wan-2.7-image-to-video");
            if (state) {
                members.put("generation_type", mode);
            }
            return members;
        });
    }

    private static Arbitrary<Map<String, Object>> options() {
        Map<String, Arbitrary<?>> options = Map.of("prompt", text().ofMaxLength(60), "negative_prompt", text().ofMaxLength(60),
                "audio_url", URL, "duration", Arbitraries.integers().between(2, 15), "resolution",
                Arbitraries.of("720p", "1080p"), "seed", Arbitraries.integers().greaterOrEqual(0), "enable_prompt_expansion",
                Arbitraries.of(true, false), "enable_safety_checker", Arbitraries.of(true, false));
        return Arbitraries.subsetOf(options.keySet()).flatMap(names -> {
            Arbitrary<Map<String, Object>> all = Arbitraries.just(Map.of());
            for (String name : names) {
                all = Combinators.combine(all, options.get(name)).as((map, value) -> {
                    Map<String, Object> more = new LinkedHashMap<>(map);
                    more.put(name, value);
                    return more;
                });
            }
            return all;
        });
    }

    private static net.jqwik.api.arbitraries.StringArbitrary text() {
        return Arbitraries.strings().ascii().withChars('ä', '名', '\u2028', '"', '\\', '\n', '\u0000');
    }

    /** The members in some order, with some white space wherever JSON permits it. */
    static Arbitrary<String> written(Map<String, Object> members) {
        Arbitrary<List<String>> order = Arbitraries.shuffle(List.copyOf(members.keySet()));
        Arbitrary<List<String>> gaps = Arbitraries.strings().withChars(' ', '\t', '\n', '\r').ofMaxLength(3).list()
                .ofSize(members.size() * 4 + 2);
        return Combinators.combine(order, gaps).as((names, spaces) -> write(members, names, spaces));
    }

    private static String write(Map<String, Object> members, List<String> names, List<String> gaps) {
        StringBuilder text = new StringBuilder(gaps.get(0)).append('{');
        int gap = 1;
        for (String name : names) {
            text.append(text.indexOf(":") < 0 ? "" : ",").append(gaps.get(gap++)).append(json(name)).append(gaps.get(gap++))
                    .append(':').append(gaps.get(gap++)).append(json(members.get(name))).append(gaps.get(gap++));
        }
        return text.append('}').append(gaps.get(gap)).toString();
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
