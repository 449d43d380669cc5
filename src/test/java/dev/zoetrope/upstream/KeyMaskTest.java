package dev.zoetrope.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UpperChars;

/** Removes the gateway's key from texts of the vendor. */
class KeyMaskTest {
    private static final String KEY = "sk-0123456789-abcdefghij";

    @Property
    void no_piece_of_eight_is_left(@ForAll @UpperChars @StringLength(max = 40) String before,
            @ForAll @UpperChars @StringLength(max = 40) String after, @ForAll @IntRange(max = 16) int from,
            @ForAll @IntRange(min = 8, max = 24) int length) {
        String piece = KEY.substring(from, Math.min(KEY.length(), from + length));

        String masked = new KeyMask(KEY).apply(before + piece + after);

        for (int i = 0; i + 8 <= KEY.length(); i++) {
            assertThat(masked).doesNotContain(KEY.substring(i, i + 8));
        }
        assertThat(masked).startsWith(before).endsWith(after).contains("***");
    }

    @Test
    void shorter_pieces_and_other_words_stay() {
        KeyMask mask = new KeyMask(KEY);

        assertThat(mask.apply("sk-0123 is no key")).isEqualTo("sk-0123 is no key");
        assertThat(mask.apply(null)).isNull();
        assertThat(mask.apply("")).isEmpty();
    }

    @Test
    void two_pieces_are_two_masks_and_neighbours_are_one() {
        assertThat(new KeyMask(KEY).apply("a " + KEY + " b " + KEY + KEY)).isEqualTo("a *** b ***");
    }

    @Test
    void a_short_key_is_masked_as_a_whole_and_none_masks_nothing() {
        assertThat(new KeyMask("abc").apply("xabcx")).isEqualTo("x***x");
        assertThat(new KeyMask(null).apply("abc")).isEqualTo("abc");
        assertThat(new KeyMask(null).containsKey("abc")).isFalse();
    }
}
