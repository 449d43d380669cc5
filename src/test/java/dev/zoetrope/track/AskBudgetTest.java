package dev.zoetrope.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.VirtualClock;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AskBudgetTest {
    private final VirtualClock clock = new VirtualClock();

    @Test
    void a_second_has_so_many_questions_and_no_more() {
        AskBudget budget = new AskBudget(3, clock);

        assertThat(List.of(budget.take(), budget.take(), budget.take(), budget.take()))
                .containsExactly(true, true, true, false);
        clock.advance(Duration.ofMillis(999));
        assertThat(budget.take()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(budget.take()).isTrue();
    }

    @Test
    void none_means_none() {
        assertThat(new AskBudget(0, clock).take()).isFalse();
    }

    @Property(tries = 200)
    void no_window_of_a_second_ever_holds_more(@ForAll List<@IntRange(max = 400) Integer> gaps,
            @ForAll @IntRange(min = 1, max = 8) int cap) {
        VirtualClock time = new VirtualClock();
        AskBudget budget = new AskBudget(cap, time);
        ArrayDeque<Long> granted = new ArrayDeque<>();
        for (int gap : gaps) {
            time.advance(Duration.ofMillis(gap));
            if (budget.take()) {
                granted.add(time.millis());
            }
            while (!granted.isEmpty() && granted.peek() <= time.millis() - 1000) {
                granted.remove();
            }
            assertThat(granted).hasSizeLessThanOrEqualTo(cap);
        }
    }
}
