package dev.zoetrope.track.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.track.InFlightSends;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.SendStep;
import dev.zoetrope.track.Settings;
import dev.zoetrope.track.SlowLedger;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackLimits;
import dev.zoetrope.upstream.SendTimeouts;
import dev.zoetrope.upstream.TestVendors;
import dev.zoetrope.upstream.Vendors;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** Due creates that must not be sent. */
class ResendStepTest {
    private final VirtualClock clock = new VirtualClock();
    private final SlowLedger ledger = new SlowLedger();
    private final TrackConfig config = Settings.defaults();
    /** The sender has no upstream, so a send would fail the test. */
    private final SendQueue sendQueue = new SendQueue(ledger, 1, 10, 10);
    private final OutcomeWriter outcomeWriter = new OutcomeWriter(ledger, new TaskLog(clock));
    private final Vendors vendors = TestVendors.ofDefault(clock);
    private final InFlightSends inFlight = new InFlightSends(config);
    private final ResendStep resendStep = new ResendStep(ledger,
            new SendStep(null, vendors, null, inFlight, ledger, new SendTimeouts(config.upstream()), outcomeWriter, sendQueue,
                    config, TrackLimits.DEFAULT, null, clock, null, null, null),
            vendors, inFlight, sendQueue, outcomeWriter, config, clock);
    private final List<Task> written = new ArrayList<>();
    private final Task due = SlowLedger.task("aaaaaaaa", new TaskState.Pending(), clock.instant());

    private Task send() {
        return resendStep.send(due).subscribeAsCompletionStage().join();
    }

    @Test
    void a_create_past_its_deadline_ends_unsent() {
        ledger.onAdvance = next -> {
            written.add(next);
            return Uni.createFrom().item(true);
        };
        clock.advance(Duration.ofMinutes(15));

        Task after = send();

        assertThat(after.state()).isEqualTo(new TaskState.Pending().expire());
        assertThat(written).containsExactly(after);
    }

    @Test
    void a_create_that_somebody_else_sends_is_left_alone() {
        ledger.onAdvance = next -> Uni.createFrom().item(false);

        assertThat(send()).isEqualTo(due);
        assertThat(sendQueue.freeSlots()).as("its slot is free again").isEqualTo(1);
    }

    @Test
    void a_create_without_a_place_is_due_as_before() {
        ledger.onAdvance = next -> {
            written.add(next);
            return Uni.createFrom().item(true);
        };
        sendQueue.takeSlots(1);

        Task after = send();

        assertThat(after.state()).isEqualTo(due.state());
        assertThat(after.dueAt()).isEqualTo(clock.instant());
    }

    @Test
    void a_claim_nobody_can_be_sure_of_is_taken_back_and_not_sent() {
        ledger.onAdvance = next -> {
            written.add(next);
            return next.state() instanceof TaskState.Sending
                    ? Uni.createFrom().failure(SlowLedger.UNAVAILABLE)
                    : Uni.createFrom().item(true);
        };

        assertThat(send()).isEqualTo(due);
        assertThat(written).extracting(Task::state).containsExactly(new TaskState.Sending(), new TaskState.Pending());
        assertThat(sendQueue.freeSlots()).isEqualTo(1);
    }
}
