package dev.zoetrope.video;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {
    @ParameterizedTest
    @ValueSource(strings = { "", "a", "~", "a b", "$$ \\ ${x}" })
    void printable_ascii_fits(String text) {
        assertThat(HeaderText.isPrintableAscii(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "a\n", "a\rb", "\ta", "\0", "a\u007f", "\u00e9", "\ufeffa", "\ud83d\ude00" })
    void anything_else_does_not(String text) {
        assertThat(HeaderText.isPrintableAscii(text)).isFalse();
    }
}
