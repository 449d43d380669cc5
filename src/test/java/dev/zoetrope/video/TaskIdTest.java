package dev.zoetrope.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskIdTest {
    @Test
    void a_new_id_has_the_form_of_the_contract_and_tells_its_second() {
        TaskId id = TaskId.next(Instant.ofEpochSecond(1757165031), new Random(1));

        assertThat(id.value()).matches("task-unified-1757165031-[a-z0-9]{8}");
        assertThat(TaskId.parse(id.value())).contains(id);
    }

    @Test
    void ids_of_later_milliseconds_sort_behind() {
        Instant second = Instant.ofEpochSecond(1757165031);

        List<String> ids = IntStream.of(0, 1, 9, 10, 35, 36, 359, 360, 999)
                .mapToObj(millis -> TaskId.next(second.plusMillis(millis), new Random(millis)).value()).toList();

        assertThat(ids).isSorted().allMatch(id -> TaskId.parse(id).isPresent());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "", "task-unified-1-abc", "task-unified--abcdefgh", "task-unified-1-ABCDEFGH",
            " task-unified-1-abcdefgh", "task-unified-1-abcdefgh\n", "task-unified-1234567890123-abcdefgh" })
    void anything_else_is_no_id(String text) {
        assertThat(TaskId.parse(text)).isEmpty();
    }

    @Test
    void an_ill_formed_id_cannot_be_made() {
        assertThatThrownBy(() -> new TaskId("x")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("x\"");
    }
}
