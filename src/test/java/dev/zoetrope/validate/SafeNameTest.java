package dev.zoetrope.validate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.model.WellFormed;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class SafeNameTest {

    @ParameterizedTest
    @ValueSource(strings = { "", "image_url", "größe", "名前", "😀", "with space" })
    void ordinary_names_are_shown_as_they_are(String name) {
        assertThat(SafeName.of(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = { "\n", "\u001b", "\u0000", "\u007f", "\u0085", "\u202e", "\u200b", "\ufeff", "\u2028", "\ud800",
            "\udc00" })
    void what_acts_or_is_broken_is_replaced(String name) {
        assertThat(SafeName.of("a" + name + "b")).isEqualTo("a\ufffdb");
    }

    @Test
    void no_pair_is_split() {
        assertThat(SafeName.of("x".repeat(63) + "😀")).isEqualTo("x".repeat(63));
        assertThat(SafeName.of("x".repeat(62) + "😀y")).isEqualTo("x".repeat(62) + "😀");
    }

    @Property
    void always_short_and_well_formed(@ForAll @StringLength(max = 200) String name) {
        String safeName = SafeName.of(name);

        assertThat(safeName.length()).isLessThanOrEqualTo(64);
        assertThat(WellFormed.isWellFormed(safeName)).isTrue();
        assertThat(safeName.chars()).noneMatch(Character::isISOControl);
    }
}
