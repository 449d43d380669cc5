package dev.zoetrope.validate;

import static dev.zoetrope.validate.Readings.FORWARDING;
import static dev.zoetrope.validate.Readings.bytes;
import static dev.zoetrope.validate.Readings.failure;
import static dev.zoetrope.validate.Readings.faults;
import static dev.zoetrope.validate.Readings.withMembers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members that the contract does not define are refused by name, or forwarded if the operator permits it. */
class UnknownMembersTest {

    private static Map<String, Object> forwarded(String members) {
        return FORWARDING.read(bytes(withMembers(members))).extra();
    }

    @Test
    void each_is_named_in_the_order_of_the_body() {
        assertThat(faults(withMembers("'zeta':1,'Prompt':'x','alpha':{'a':[1]},'':1"))).containsExactly(
                "zeta unknown_member", "Prompt unknown_member", "alpha unknown_member", " unknown_member");
    }

    @Test
    void null_counts_as_absent() {
        assertThat(Readings.read(withMembers("'zeta':null,'':null"))).isEqualTo(Readings.read(withMembers("")));
        assertThat(faults(withMembers("'zeta':null,'alpha':[null],'beta':{'a':null}"))).containsExactly("alpha unknown_member",
                "beta unknown_member");
    }

    @Test
    void a_name_is_shown_short_and_clean() {
        var failure = failure(withMembers("'" + "\\u001b[31m\\r\\nX".repeat(50) + "':1"));

        assertThat(failure.faults().get(0).param()).hasSize(64).doesNotContain("\u001b", "\r", "\n");
        assertThat(failure.message()).hasSizeLessThan(110);
    }

    @Test
    void values_are_never_echoed() {
        assertThat(failure(withMembers("'other':'hunter2'")).toString()).doesNotContain("hunter2");
    }

    @Test
    void a_flood_of_them_is_cut_short() {
        StringBuilder members = new StringBuilder("'duration':'x'");
        for (int i = 0; i < 50_000; i++) {
            members.append(",'m").append(i).append("':0");
        }

        assertThat(faults(withMembers(members.toString()))).hasSize(100).startsWith("duration invalid_type",
                "m0 unknown_member", "m1 unknown_member");
    }

    @Test
    void forwarded_ones_become_plain_values() {
        assertThat(forwarded("'s':'t','i':7,'d':1.50,'t':true,'f':false,'n':null,'a':[1,[],{'b':null}],'o':{}"))
                .containsExactly(Map.entry("s", "t"), Map.entry("i", 7L), Map.entry("d", new BigDecimal("1.50")),
                        Map.entry("t", true), Map.entry("f", false), new java.util.AbstractMap.SimpleEntry<>("n", null),
                        Map.entry("a", List.of(1L, List.of(), java.util.Collections.singletonMap("b", null))),
                        Map.entry("o", Map.of()));
    }

    @Test
    void known_members_are_judged_as_ever() {
        assertThat(faults(FORWARDING, withMembers("'other':1,'duration':99"))).containsExactly("duration out_of_range");
    }

    @Test
    void what_is_forwarded_cannot_be_changed() {
        Map<String, Object> extra = forwarded("'a':[1],'o':{'b':1}");

        assertThatThrownBy(() -> extra.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) extra.get("a")).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) extra.get("o")).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "'x':'\\ud800'", "'x':['\\ud800']", "'x':{'a':{'b':'\\udc00'}}", "'x':{'\\ud800':1}" })
    void forwarded_text_must_be_well_formed(String member) {
        assertThat(faults(FORWARDING, withMembers(member))).containsExactly("x invalid_text");
    }

    @Test
    void a_forwarded_name_must_be_well_formed() {
        assertThat(faults(FORWARDING, withMembers("'\\ud800':1"))).containsExactly("\ufffd invalid_text");
    }

    @ParameterizedTest
    @ValueSource(strings = { "1e309", "-1e309", "1e999999999", "1e99999999999999999999", "1e-999999999", "[1e-400]" })
    void forwarded_numbers_must_fit_a_double(String number) {
        assertThat(faults(FORWARDING, withMembers("'x':" + number))).containsExactly("x out_of_range");
    }

    @Test
    void forwarded_numbers_must_be_short() {
        assertThat(forwarded("'x':" + "1".repeat(64))).containsEntry("x", new BigDecimal("1".repeat(64)));
        assertThat(faults(FORWARDING, withMembers("'x':" + "1".repeat(65)))).containsExactly("x out_of_range");
        assertThat(faults(FORWARDING, withMembers("'x':0." + "1".repeat(900_000)))).containsExactly("x out_of_range");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "-0", "0.0", "0e999999999", "0e-999999999" })
    void zero_is_zero(String number) {
        assertThat(forwarded("'x':" + number)).containsEntry("x", 0L);
    }

    @Test
    void one_bad_value_does_not_spoil_the_next() {
        assertThat(faults(FORWARDING, withMembers("'x':'\\ud800','y':1e400,'z':1"))).containsExactly("x invalid_text",
                "y out_of_range");
    }
}
