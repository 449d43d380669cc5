package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.VirtualClock;

/** The database's time between two measurements. */
class LedgerClockTest {
    private final VirtualClock machine = new VirtualClock();
    private final AtomicLong nanos = new AtomicLong();
    private final LedgerClock clock = new LedgerClock(machine, nanos::get);

    private void pass(Duration time) {
        machine.advance(time);
        nanos.addAndGet(time.toNanos());
    }

    private void measure(Duration ahead) {
        clock.measure(machine.instant(), machine.instant().plus(ahead));
    }

    @Test
    void without_a_database_it_is_the_machines() {
        assertThat(clock.instant()).isEqualTo(machine.instant());
        assertThat(clock.agrees()).isTrue();
    }

    @Test
    void a_machine_that_is_off_judges_by_the_database() {
        measure(Duration.ofSeconds(-30));
        pass(Duration.ofSeconds(3));

        assertThat(clock.instant()).isEqualTo(machine.instant().minusSeconds(30));
        assertThat(clock.offset()).isEqualTo(Duration.ofSeconds(-30));
    }

    @Test
    void more_than_five_seconds_are_too_much_either_way() {
        measure(Duration.ofSeconds(5));
        assertThat(clock.agrees()).isTrue();
        measure(Duration.ofMillis(5_001));
        assertThat(clock.agrees()).isFalse();
        measure(Duration.ofMillis(-5_001));
        assertThat(clock.agrees()).isFalse();
    }

    @Test
    void the_way_of_the_answer_counts_by_half() {
        Instant queriedAt = machine.instant();
        pass(Duration.ofMillis(400));

        clock.measure(queriedAt, queriedAt.plusMillis(1_200));

        assertThat(clock.offset()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_look_that_took_too_long_says_nothing() {
        measure(Duration.ofSeconds(1));
        Instant queriedAt = machine.instant();
        pass(Duration.ofMillis(2_001));

        clock.measure(queriedAt, queriedAt.plusSeconds(90));

        assertThat(clock.offset()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_machine_that_wakes_up_with_the_time_of_yesterday_does_not_go_back() {
        measure(Duration.ZERO);
        Instant before = clock.instant();
        pass(Duration.ofSeconds(2));
        machine.advance(Duration.ofHours(-24));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(3));

        assertThat(clock.instant()).isEqualTo(before.plusSeconds(5));
    }
}
