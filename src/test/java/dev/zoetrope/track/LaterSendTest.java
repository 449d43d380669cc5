package dev.zoetrope.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** What becomes of a create that waits, where nothing is to be sent. */
class LaterSendTest {
    private final VirtualClock clock = new VirtualClock();
    private final SlowLedger ledger = new SlowLedger();
    private final TrackConfig config = Settings.defaults();
    private final TaskLog log = new TaskLog(clock);
    /** Without an upstream: a send would be a failure of the test. */
    private final LaterSend laterSend = new LaterSend(ledger,
            new SendStep(null, ledger, config, null, clock, null, null, log), new UnderWay(config), config, clock, log);
    private final List<Task> written = new ArrayList<>();
    private final Task due = SlowLedger.task("aaaaaaaa", new TaskState.Pending(), clock.instant());

    private Task send() {
        return laterSend.send(due).subscribeAsCompletionStage().join();
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
    }
}
