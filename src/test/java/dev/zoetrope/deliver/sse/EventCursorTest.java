package dev.zoetrope.deliver.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class EventCursorTest {
    @Property
    void what_was_written_is_read(@ForAll @LongRange(max = 4_102_444_800_000L) long millis, @ForAll long tag) {
        EventCursor cursor = new EventCursor(Instant.ofEpochMilli(millis), tag);

        assertThat(EventCursor.parse(cursor.text())).contains(cursor);
        assertThat(cursor.text()).matches("[0-9a-z.]{18,27}");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = { "1", "abc", ".", "1.2", "zzzzzzzzzzz.0123456789abcdef", "1.0123456789ABCDEF",
            "-1.0123456789abcdef",
            "1.0123456789abcdef0", " 1.0123456789abcdef" })
    void anything_else_is_no_cursor(String text) {
        assertThat(EventCursor.parse(text)).isEmpty();
    }

    @Property
    void no_text_breaks_the_reader(@ForAll String text) {
        assertThat(EventCursor.parse(text)).isEmpty();
    }
}
