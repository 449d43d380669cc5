package dev.zoetrope.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.video.GenerationRequest;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Each model of this version against the examples of valid bodies in {@code src/test/resources/models}: such a body with more
 * valid members is accepted and sent as it is, and with one wrong value it is refused with the name of that member.
 */
class ModelFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URL = "https://example.com/more";

    /** A body, and the member that gets another value. */
    record Changed(Model model, Map<String, Object> body, Member member, Object value, String code) {
    }

    @Property(tries = 2000)
    void a_valid_body_is_accepted_and_sent_as_it_is(@ForAll("validBodies") Changed valid) {
        Model.Reading reading = valid.model().read(raw(valid.body()));

        assertThat(reading.findings()).isEmpty();
        assertThat(reading.mode() == null).isEqualTo(valid.model().modes().isEmpty());
        Map<String, Object> sent = new LinkedHashMap<>(valid.body());
        valid.model().members().stream().filter(member -> member.tellsMode() && member.sendDefault())
                .forEach(member -> sent.put(member.name(), reading.mode()));
        assertThat(valid.model().toSend(new GenerationRequest(valid.model().id(), reading.mode(), reading.modeStated(),
                reading.members(), null, Map.of()))).isEqualTo(sent);
    }

    @Property(tries = 4000)
    void a_body_with_one_wrong_value_is_refused_with_its_name(@ForAll("wrongBodies") Changed wrong) {
        Map<String, Object> body = raw(wrong.body());
        body.put(wrong.member().name(), wrong.value());

        assertThat(wrong.model().read(body).findings()).as("%s with %s", wrong.model().id(), wrong.value())
                .anySatisfy(finding -> {
                    assertThat(finding.member()).isEqualTo(wrong.member().name());
                    assertThat(finding.code()).isEqualTo(wrong.code());
                });
    }

    @Property(tries = 200)
    void only_a_body_without_a_required_member_is_refused_with_its_name(@ForAll("validBodies") Changed valid) {
        for (Member member : valid.model().members()) {
            Map<String, Object> body = raw(valid.body());
            body.remove(member.name());
            List<Finding> findings = valid.model().read(body).findings();

            if (member.required() || !isMentioned(valid.model(), member)) {
                assertThat(findings.stream().anyMatch(finding -> finding.member().equals(member.name())))
                        .as("%s without %s", valid.model().id(), member.name()).isEqualTo(member.required());
            }
        }
    }

    @Test
    void each_model_has_a_title_a_family_and_valid_examples() {
        assertThat(Models.ofThisVersion().all()).allSatisfy(model -> {
            assertThat(examples(model)).isNotEmpty().allSatisfy(body -> assertThat(model.read(raw(body)).findings()).isEmpty());
            assertThat(model.title()).isNotBlank();
            assertThat(model.family()).isNotBlank();
        });
    }

    @Provide
    Arbitrary<Changed> validBodies() {
        return examples().flatMap(example -> withOptions(example.model(), example.body())
                .map(body -> new Changed(example.model(), body, null, null, null)));
    }

    @Provide
    Arbitrary<Changed> wrongBodies() {
        return validBodies().flatMap(valid -> Arbitraries.of(valid.model().members())
                .flatMap(member -> Arbitraries.of(wrongValues(member))
                        .map(wrong -> new Changed(valid.model(), valid.body(), member, wrong.getKey(), wrong.getValue()))));
    }

    private static Arbitrary<Changed> examples() {
        List<Changed> examples = new ArrayList<>();
        for (Model model : Models.ofThisVersion().all()) {
            for (Map<String, Object> body : examples(model)) {
                examples.add(new Changed(model, body, null, null, null));
            }
        }
        return Arbitraries.of(examples);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> examples(Model model) {
        try (InputStream file = ModelFilesTest.class.getResourceAsStream("/models/" + model.id() + ".json")) {
            JsonNode bodies = JSON.readTree(file);
            List<Map<String, Object>> examples = new ArrayList<>();
            bodies.forEach(body -> examples.add(JSON.convertValue(body, LinkedHashMap.class)));
            return examples;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Adds members that no rule and no mode of the model mentions. */
    private static Arbitrary<Map<String, Object>> withOptions(Model model, Map<String, Object> example) {
        List<Member> free = model.members().stream()
                .filter(member -> !example.containsKey(member.name()) && !member.tellsMode() && !isMentioned(model, member))
                .toList();
        Arbitrary<Map<String, Object>> body = Arbitraries.just(example);
        for (Member member : free) {
            body = Combinators.combine(body, Arbitraries.of(true, false), Arbitraries.of(validValues(member)))
                    .as((members, add, value) -> {
                        Map<String, Object> more = new LinkedHashMap<>(members);
                        if (add) {
                            more.put(member.name(), value);
                        }
                        return more;
                    });
        }
        return body;
    }

    /** Whether a rule or a mode is about this member. */
    private static boolean isMentioned(Model model, Member member) {
        return model.rules().stream().anyMatch(rule -> rule.contains(member.name()))
                || model.modes().stream().anyMatch(mode -> mode.has().containsKey(member));
    }

    private static List<Object> validValues(Member member) {
        List<Object> values = new ArrayList<>();
        Allowed allowed = member.allowed();
        if (allowed != null) {
            values.addAll(allowed.values());
            values.addAll(allowed.aliases().keySet());
            if (allowed.range() != null) {
                values.addAll(List.of((int) allowed.range().min(), (int) allowed.range().max()));
            }
            return values;
        }
        return switch (member.type()) {
            case STRING -> List.of("", "x".repeat(longest(member)), "😀".repeat(longest(member)));
            case BOOLEAN -> List.of(true, false);
            case URL -> List.of(URL);
            case URLS, STRINGS -> List.of(List.of(URL), Collections.nCopies(most(member), URL));
            case OBJECT -> List.of(Map.of("a", Map.of("b", List.of(true))));
            case OBJECTS -> List.of(List.of(Map.of("a", "b")), List.of(Map.of(), Map.of()));
            case ANY -> List.of("3", 3L, true, List.of("a"), Map.of("a", "b"));
            case INTEGER -> List.of(0, -1, Integer.MAX_VALUE);
            default -> throw new AssertionError("no model of this version has the type " + member.type());
        };
    }

    private static int most(Member member) {
        return member.items() == null ? 2 : (int) member.items().max();
    }

    private static int longest(Member member) {
        return member.maxChars() == 0 ? 100 : member.maxChars();
    }

    /** Wrong values as the parser reads them, each with the code of its fault. */
    private static List<Map.Entry<Object, String>> wrongValues(Member member) {
        List<Map.Entry<Object, String>> wrong = new ArrayList<>();
        if (member.type() == MemberType.ANY) {
            return List.of(Map.entry("\ud800", FaultCode.INVALID_TEXT), Map.entry(List.of("\ud800"), FaultCode.INVALID_TEXT));
        }
        wrong.add(Map.entry(Map.of("a", member.type() == MemberType.OBJECT ? "\ud800" : "b"),
                member.type() == MemberType.OBJECT ? FaultCode.INVALID_TEXT : FaultCode.INVALID_TYPE));
        if (!member.type().isList()) {
            wrong.add(Map.entry(List.of("a"), FaultCode.INVALID_TYPE));
        }
        if (member.type() != MemberType.BOOLEAN) {
            wrong.add(Map.entry(true, FaultCode.INVALID_TYPE));
        }
        if (member.type() == MemberType.INTEGER) {
            wrong.add(Map.entry("5", FaultCode.INVALID_TYPE));
            wrong.add(Map.entry(new JsonNumber("5.5"), FaultCode.INVALID_TYPE));
            wrong.add(Map.entry(new JsonNumber("1e999999999"), FaultCode.OUT_OF_RANGE));
            outside(member.allowed()).forEach(value -> wrong.add(Map.entry(number(value), FaultCode.OUT_OF_RANGE)));
        } else {
            wrong.add(Map.entry(number(5), FaultCode.INVALID_TYPE));
        }
        if (member.allowed() != null && member.type() == MemberType.STRING) {
            wrong.add(Map.entry("another word", FaultCode.INVALID_VALUE));
        }
        if (member.isFreeText() && member.maxChars() > 0) {
            wrong.add(Map.entry("😀".repeat(member.maxChars() + 1), FaultCode.TOO_LONG));
        }
        if (member.type() == MemberType.URL) {
            wrong.add(Map.entry("ftp://example.com/a", FaultCode.INVALID_URL));
            wrong.add(Map.entry(URL + "x".repeat(8192), FaultCode.TOO_LONG));
        }
        if (member.type() == MemberType.URLS) {
            wrong.add(Map.entry(List.of(URL, "nope"), FaultCode.INVALID_URL));
        }
        if (member.type() == MemberType.URLS || member.type() == MemberType.STRINGS) {
            wrong.add(Map.entry(List.of(""), FaultCode.INVALID_VALUE));
        }
        return wrong;
    }

    /**
     * Integers next to permitted values that are not permitted.
     *
     * @param allowed null: all are
     */
    private static List<Long> outside(Allowed allowed) {
        if (allowed == null) {
            return List.of();
        }
        List<Long> near = new ArrayList<>();
        allowed.values()
                .forEach(value -> near.addAll(List.of(((Number) value).longValue() - 1, ((Number) value).longValue() + 1)));
        if (allowed.range() != null) {
            near.add((long) allowed.range().min() - 1);
            near.add((long) Math.min(allowed.range().max(), Integer.MAX_VALUE) + 1);
        }
        near.removeIf(value -> allowed.contains(MemberReader.smallest(value)));
        return near;
    }

    private static JsonNumber number(long number) {
        return new JsonNumber(Long.toString(number));
    }

    private static Map<String, Object> raw(Map<String, Object> body) {
        Map<String, Object> raw = new LinkedHashMap<>();
        body.forEach((name, value) -> raw.put(name, value instanceof Integer || value instanceof Long
                ? number(((Number) value).longValue())
                : value));
        return raw;
    }
}
