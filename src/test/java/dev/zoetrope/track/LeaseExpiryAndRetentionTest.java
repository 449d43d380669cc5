package dev.zoetrope.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskState;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Rows that another process left, in the real ledger. */
@QuarkusTest
@WithTestResource(TrackingScenario.class)
class LeaseExpiryAndRetentionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final TaskState.Sending SENDING = new TaskState.Pending().send();

    @Inject
    Ledger ledger;
    FakeVendor vendor;

    private Task written(String end, TaskState state, Instant at, Instant due) {
        Task first = SlowLedger.task(end, state, at);
        Task task = new Task(first.id(), first.caller(), first.request(), state, at, at, due, 0, 0);
        ledger.create(CreateIntent.of(task)).await().atMost(PATIENCE);
        return task;
    }

    private Optional<Task> found(Task task) {
        return ledger.find(task.id()).await().atMost(PATIENCE);
    }

    @Test
    void a_send_whose_lease_is_over_is_unknown_and_one_under_way_is_not() {
        Instant now = Instant.now();
        Task lapsed = written("lapsed00", SENDING, now, now.minusSeconds(1));
        Task underWay = written("underway", SENDING, now, now.plusSeconds(60));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found(lapsed).orElseThrow().state())
                .isInstanceOfSatisfying(TaskState.Failed.class,
                        failed -> assertThat(failed.error()).isEqualTo(TaskError.submissionUnknown())));

        assertThat(found(underWay).orElseThrow().state()).isEqualTo(SENDING);
        assertThat(vendor.creates("")).as("never resent").isEmpty();
    }

    @Test
    void what_ended_long_ago_leaves_and_what_ended_lately_stays() {
        Instant now = Instant.now();
        TaskState ended = new TaskState.Pending().cancel();
        List<Task> old = IntStream.range(0, 7)
                .mapToObj(i -> written("oldtask" + i, ended, now.minus(Duration.ofDays(7)).minusSeconds(1), null)).toList();
        Task young = written("youngone", ended, now.minus(Duration.ofDays(6)), null);
        Task live = written("liveones", new TaskState.Running("vendor-of-old", now.minus(Duration.ofMinutes(30)), true, 5,
                null, null, null), now.minus(Duration.ofDays(30)), now.plusSeconds(600));

        await().atMost(PATIENCE).until(() -> old.stream().allMatch(task -> found(task).isEmpty()));

        assertThat(found(young)).isPresent();
        assertThat(found(live)).as("a running task is not deleted").isPresent();
    }
}
