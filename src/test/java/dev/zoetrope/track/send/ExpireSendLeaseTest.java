package dev.zoetrope.track.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.track.SlowLedger;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** A lease that expired while the storage was unavailable proves nothing about an outcome that this process holds. */
class ExpireSendLeaseTest {
    private final VirtualClock clock = new VirtualClock();
    private final SlowLedger ledger = new SlowLedger();
    private final OutcomeWriter outcomeWriter = new OutcomeWriter(ledger, new TaskLog(clock));
    private final ExpireSendLease expireSendLease = new ExpireSendLease(outcomeWriter, clock);
    private final TaskState.Sending sending = new TaskState.Sending();
    private final Task task = SlowLedger.task("aaaaaaaa", sending, clock.instant());
    private final List<TaskState> written = new ArrayList<>();
    private final CompletableFuture<Boolean> storage = new CompletableFuture<>();

    private Task settled() {
        return expireSendLease.expire(task).subscribeAsCompletionStage().getNow(null);
    }

    @Test
    void an_outcome_that_waits_for_the_storage_is_not_overtaken_by_a_guess() {
        ledger.onAdvance = next -> {
            written.add(next.state());
            return Uni.createFrom().completionStage(storage);
        };
        TaskState.Failed refused = sending.refused(new TaskError("moderation", "No."), null);
        CompletableFuture<Task> held = outcomeWriter.write(task, task.transitionTo(refused, clock.instant(), null))
                .subscribeAsCompletionStage();

        assertThat(settled()).isEqualTo(task);

        storage.complete(true);
        assertThat(held.join().state()).isEqualTo(refused);
        assertThat(written).containsExactly(refused);
        assertThat(settled().state()).as("the outcome is no longer held").isEqualTo(sending.unknown());
    }

    @Test
    void a_send_that_nobody_has_an_outcome_of_is_unknown() {
        assertThat(settled().state()).isEqualTo(sending.unknown());
    }
}
