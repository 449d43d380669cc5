package dev.zoetrope.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import dev.zoetrope.admit.ClientAttempt;
import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.SendStep;
import dev.zoetrope.track.Settings;
import dev.zoetrope.track.SlowLedger;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackLimits;
import dev.zoetrope.upstream.SendTimeouts;
import dev.zoetrope.upstream.TestVendors;
import dev.zoetrope.video.Caller;
import io.smallrye.mutiny.Uni;

/** A create holds a slot of the send queue only while it runs. */
class GenerationFlowTest {
    private final VirtualClock clock = new VirtualClock();
    private final TrackConfig config = Settings.defaults();
    private final SendQueue sendQueue = new SendQueue(new SlowLedger(), 1, 10, 10);
    private final SendStep sender = new SendStep(null, null, null, null, null, new SendTimeouts(config.upstream()), null,
            sendQueue, config, TrackLimits.DEFAULT, null, clock, null, null, null);

    private Uni<CreatedTask> create(RandomGenerator random) {
        return new GenerationFlow(
                new CreateRun.Factory(sender, TestVendors.ofDefault(clock), config, null, clock, random, null), sendQueue, null,
                null,
                sender, null).create(new Caller("alice"), SlowLedger.REQUEST, null, new ClientAttempt(null, 0),
                        Preference.NONE, new AnswerTracker(task -> {
                        }));
    }

    @Test
    void a_create_that_was_not_subscribed_holds_no_slot() {
        assertThat(create(new Random(1))).isNotNull();

        assertThat(sendQueue.freeSlots()).isEqualTo(1);
    }

    @Test
    void a_create_that_fails_before_it_is_stored_holds_no_slot() {
        assertThatThrownBy(() -> create(() -> {
            throw new IllegalStateException("no random numbers");
        })).hasMessage("no random numbers");

        assertThat(sendQueue.freeSlots()).isEqualTo(1);
    }
}
