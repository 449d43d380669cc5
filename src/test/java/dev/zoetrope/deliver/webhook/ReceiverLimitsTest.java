package dev.zoetrope.deliver.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.Outbox;

class ReceiverLimitsTest {
    private final ReceiverLimits places = new ReceiverLimits(8, 3);

    @Test
    void a_receiver_has_its_own_places() {
        places.begin("a");
        places.begin("a");

        assertThat(places.free().free("a")).isEqualTo(1);
        assertThat(places.free().free("b")).isEqualTo(3);

        places.end("a");
        places.end("a");
        assertThat(places.free().free("a")).isEqualTo(3);
    }

    @Test
    void who_fails_has_one_until_it_answers() {
        places.seen("a", false);
        assertThat(places.free().free("a")).isEqualTo(1);
        assertThat(places.free().failing("a")).isTrue();

        places.begin("a");
        assertThat(places.free().free("a")).isZero();

        places.seen("a", true);
        assertThat(places.free().free("a")).isEqualTo(2);
        assertThat(places.free().failing("a")).isFalse();
    }

    @Test
    void all_who_fail_share_half_of_the_places() {
        for (int i = 0; i < 10; i++) {
            places.seen("dead" + i, false);
        }
        places.begin("dead0");
        Outbox.ReceiverCapacity free = places.free();

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
            places.seen("dead" + i, false);
        }

        assertThat(places.free().failing("dead0")).isFalse();
        assertThat(places.free().failing("dead10049")).isTrue();
    }
}
