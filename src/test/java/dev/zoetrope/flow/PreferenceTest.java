package dev.zoetrope.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The header {@code Prefer} (RFC 7240). */
class PreferenceTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static Preference of(String... headers) {
        return Preference.of(List.of(headers), LONGEST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
            "wait=10                                 | 10 | false",
            "WAIT = 10                               | 10 | false",
            "wait=\"10\"                             | 10 | false",
            "wait=\"\\1\\0\"                         | 10 | false",
            "respond-async, wait=10                  | 10 | true",
            "wait=10;foo;bar=\"x, wait=5;\", respond-async | 10 | true",
            "handling=lenient,wait=7 , x             |  7 | false",
            "wait=3, wait=9                          |  3 | false",
            "foo=\"wait=9, respond-async\", wait=2   |  2 | false",
            "wait=61                                 | 60 | false",
            "wait=99999999999999999999               | 60 | false",
            "wait=0                                  |  0 | false",
            "wait                                    | 60 | false",
            "wait=\"\"                                 | 60 | false",
            "wait; foo, respond-async                | 60 | true",
            "Respond-Async; wait=4, wait=5           |  5 | true",
            "broken\"x, respond-async, wait=8\", wait=6 | 6 | false" })
    void makes_sense(String header, long seconds, boolean async) {
        assertThat(of(header)).isEqualTo(new Preference(Duration.ofSeconds(seconds), async));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", ",", "wait=", "wait=x", "wait=-1", "wait=1.5", "wait=+1", "wait= ", "wait=\"",
            "wait=\"5", "wait=5 6", "wait=5=6", "=5", "wait:5", "waiter=5", "wait=\u0661", "wait=x, wait=5" })
    void makes_none(String header) {
        assertThat(of(header)).isEqualTo(Preference.NONE);
    }

    @Test
    void several_headers_are_one_list_and_the_first_of_a_name_counts() {
        assertThat(of("foo", "wait=4", "wait=5, respond-async")).isEqualTo(new Preference(Duration.ofSeconds(4), true));
        assertThat(of()).isEqualTo(Preference.NONE);
    }

    @Test
    void what_was_applied_is_said() {
        assertThat(of("wait=90").appliedValue(false)).isEqualTo("wait=60");
        assertThat(of("respond-async").appliedValue(true)).isEqualTo("respond-async");
        assertThat(of("respond-async, wait=5").appliedValue(true)).isEqualTo("respond-async, wait=5");
        assertThat(of("respond-async, wait=5").appliedValue(false)).isEqualTo("wait=5");
        assertThat(of("respond-async").appliedValue(false)).isNull();
        assertThat(Preference.NONE.appliedValue(false)).isNull();
    }

    @Test
    void a_create_is_as_patient_as_its_caller() {
        Duration defaultWait = Duration.ofSeconds(10);

        assertThat(Preference.NONE.outcomeWait(defaultWait)).isEqualTo(defaultWait);
        assertThat(of("wait=30").outcomeWait(defaultWait)).isEqualTo(Duration.ofSeconds(30));
        assertThat(of("wait=0").outcomeWait(defaultWait)).isZero();
        assertThat(of("respond-async").outcomeWait(defaultWait)).isZero();
        assertThat(of("respond-async, wait=3").outcomeWait(defaultWait)).isEqualTo(Duration.ofSeconds(3));
    }

    @Property
    void no_text_breaks_the_reader(@ForAll String text) {
        Preference read = of(text);

        assertThat(read.maxWait() == null || !read.maxWait().isNegative() && read.maxWait().compareTo(LONGEST) <= 0)
                .isTrue();
    }

    @Property
    void whatever_stands_around_it_a_well_formed_wait_is_read(@ForAll("others") List<String> before,
            @ForAll("others") List<String> after, @ForAll("seconds") int seconds) {
        List<String> all = new ArrayList<>(before);
        all.add("wait=" + seconds);
        all.addAll(after);

        assertThat(of(String.join(", ", all)).maxWait()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Provide
    Arbitrary<Integer> seconds() {
        return Arbitraries.integers().between(0, 60);
    }

    /** Well-formed preferences with other names and with any values. */
    @Provide
    Arbitrary<List<String>> others() {
        Arbitrary<String> name = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(3);
        Arbitrary<String> value = Arbitraries.strings().withChars("abc,;= \t").ofMaxLength(8)
                .map(text -> "=\"" + text + "\"");
        Arbitrary<String> parameter = Arbitraries.of("", ";", "; x", ";x=\", wait=1\"", " ; a=b;c");
        return Combinators.combine(name, value, parameter).as((a, b, c) -> a + b + c).list().ofMaxSize(3);
    }
}
