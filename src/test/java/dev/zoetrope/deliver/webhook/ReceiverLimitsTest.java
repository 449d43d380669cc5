package dev.zoetrope.deliver.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.Outbox;

class ReceiverLimitsTest {
    private final ReceiverLimits limits = new ReceiverLimits(8, 3);

    @Test
    void a_receiver_has_its_own_places() {
        limits.begin("a");
        limits.begin("a");

        assertThat(limits.freeSlots().free("a")).isEqualTo(1);
        assertThat(limits.freeSlots().free("b")).isEqualTo(3);

        limits.end("a");
        limits.end("a");
        assertThat(limits.freeSlots().free("a")).isEqualTo(3);
    }

    @Test
    void who_fails_has_one_until_it_answers() {
        limits.recordAnswering("a", false);
        assertThat(limits.freeSlots().free("a")).isEqualTo(1);
        assertThat(limits.freeSlots().failing("a")).isTrue();

        limits.begin("a");
        assertThat(limits.freeSlots().free("a")).isZero();

        limits.recordAnswering("a", true);
        assertThat(limits.freeSlots().free("a")).isEqualTo(2);
        assertThat(limits.freeSlots().failing("a")).isFalse();
    }

    @Test
    void all_who_fail_share_half_of_the_places() {
        for (int i = 0; i < 10; i++) {
            limits.recordAnswering("dead" + i, false);
        }
        limits.begin("dead0");
        Outbox.ReceiverCapacity free = limits.freeSlots();

        int given = 0;
        for (int i = 0; i < 10; i++) {
            given += free.free("dead" + i);
        }

        assertThat(given).as("half of 8 slots, minus the one in flight").isEqualTo(3);
        assertThat(free.free("quick")).isEqualTo(3);
    }

    @Test
    void how_many_fail_is_bounded() {
        for (int i = 0; i < 10_050; i++) {
            limits.recordAnswering("dead" + i, false);
        }

        assertThat(limits.freeSlots().failing("dead0")).isFalse();
        assertThat(limits.freeSlots().failing("dead10049")).isTrue();
    }
}
