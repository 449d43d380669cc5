package dev.zoetrope.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.zoetrope.model.Member;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** No body causes an unexpected exception, and the notation of a valid body does not change the request. */
class RequestReaderPropertiesTest {
    private static final List<Readings.CallerReader> READERS = List.of(Readings.STRICT, Readings.FORWARDING,
            Readings.WITH_CALLBACKS);
    private static final List<String> SHREDS = List.of("null", "true", "5", "5.5", "1e999999999", "-0", "\"\"", "\"\\ud800\"",
            "[]", "{}", "{\"a\":1}", "[null]", "\"x\"", ",", ":", "{", "}", "[", "]", "\"", "\\", "\\u0000", "\u0000", "\ufeff",
            "😀", "\"prompt\":", "\"nobody\":1,", "/**/", "NaN", "'", "e", "-", "99999999999999999999");

    private static final List<String> NAMES = names(Models.ofThisVersion().find(Requests.MODEL));

    /** The members of a create in their order. */
    private static List<String> names(Model model) {
        List<String> names = new ArrayList<>(List.of("model"));
        model.members().stream().map(Member::name).forEach(names::add);
        names.add("callback_url");
        return names;
    }

    @Property(tries = 3000)
    void arbitrary_bytes_are_read_or_refused(@ForAll byte[] body) {
        readOrRefused(body);
    }

    @Property(tries = 2000)
    void arbitrary_texts_of_json_parts_are_read_or_refused(@ForAll("shreds") List<String> parts) {
        readOrRefused(RequestBodies.utf8(String.join("", parts)));
    }

    @Property(tries = 3000)
    void mutated_text_is_read_or_refused(@ForAll("written") Tuple2<Map<String, Object>, String> valid,
            @ForAll("cuts") List<Integer> cuts, @ForAll("shreds") List<String> shreds) {
        StringBuilder text = new StringBuilder(valid.get2());
        for (int i = 0; i < Math.min(cuts.size(), shreds.size()); i++) {
            int start = cuts.get(i) % (text.length() + 1);
            int end = Math.min(text.length(), start + cuts.get(i) % 5);
            text.replace(start, end, shreds.get(i));
        }

        readOrRefused(RequestBodies.utf8(text.toString()));
    }

    @Property(tries = 2000)
    void mutated_bytes_are_read_or_refused(@ForAll("written") Tuple2<Map<String, Object>, String> valid, @ForAll long seed) {
        byte[] body = RequestBodies.utf8(valid.get2());
        for (int i = 0; i < 1 + Long.remainderUnsigned(seed, 4); i++) {
            body[(int) Long.remainderUnsigned(seed * (i + 1), body.length)] = (byte) (seed >> (8 * i));
        }

        readOrRefused(body);
        readOrRefused(Arrays.copyOf(body, (int) Long.remainderUnsigned(seed, body.length)));
    }

    @Property(tries = 2000)
    void mutated_values_are_read_or_refused(@ForAll("written") Tuple2<Map<String, Object>, String> valid,
            @ForAll("wrong") Map<String, String> wrong) {
        Map<String, String> members = new LinkedHashMap<>();
        valid.get1().forEach((name, value) -> members.put(name, RequestBodies.json(value)));
        members.putAll(wrong);
        StringBuilder text = new StringBuilder("{");
        members.forEach((name, value) -> text.append(text.length() > 1 ? "," : "").append(RequestBodies.json(name)).append(':')
                .append(value));

        readOrRefused(RequestBodies.utf8(text.append('}').toString()));
    }

    @Property(tries = 2000)
    void a_valid_request_reads_the_same_however_it_is_written(@ForAll("written") Tuple2<Map<String, Object>, String> valid) {
        GenerationRequest request = Readings.STRICT.read(RequestBodies.utf8(valid.get2()));

        assertThat(members(request)).isEqualTo(valid.get1());
        assertThat(request.members().keySet()).containsExactlyElementsOf(NAMES.stream().filter(request.members()::containsKey)
                .toList());
        assertThat(Readings.FORWARDING.read(RequestBodies.utf8(valid.get2()))).isEqualTo(request);
    }

    private static void readOrRefused(byte[] body) {
        for (Readings.CallerReader reader : READERS) {
            try {
                assertThat(reader.read(body).mode()).isNotNull();
            } catch (FailureException e) {
                assertThat(e.failure().status()).isIn(400, 422);
                assertThat(e.failure().faults().isEmpty()).isEqualTo(e.failure().status() == 400);
                assertThat(e.failure().faults()).allSatisfy(fault -> assertThat(fault.message()).isNotBlank());
            }
        }
    }

    /** Converts the request back to the members of its body. */
    private static Map<String, Object> members(GenerationRequest request) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("model", request.model());
        members.put("generation_type", request.modeStated() ? request.mode() : null);
        members.putAll(request.members());
        members.put("callback_url", request.callbackUrl());
        members.values().removeIf(value -> value == null);
        members.putAll(request.extra());
        return members;
    }

    @Provide
    Arbitrary<Tuple2<Map<String, Object>, String>> written() {
        return RequestBodies.valid().flatMap(members -> RequestBodies.written(members).map(text -> Tuple.of(members, text)));
    }

    @Provide
    Arbitrary<List<String>> shreds() {
        return Arbitraries.of(SHREDS).list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 10_000).list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<Map<String, String>> wrong() {
        Arbitrary<String> names = Arbitraries.of(NAMES);
        Arbitrary<String> values = Combinators.combine(Arbitraries.of(SHREDS), Arbitraries.strings().ofMaxLength(20),
                Arbitraries.integers().between(0, 2))
                .as((shred, text, which) -> which == 0 ? shred : which == 1 ? RequestBodies.json(text) : "[" + shred + "]");
        return Arbitraries.maps(names, values).ofMinSize(1).ofMaxSize(4);
    }
}
