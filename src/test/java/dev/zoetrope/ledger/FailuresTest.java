package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskState;

/** Failed tasks of all callers are found by the code of their failure. */
class FailuresTest extends LedgerTest {

    private Task failed(Task sending, TaskState.Failed state, int seconds) {
        Task task = inserted(sending).transitionTo(state, Tasks.T0.plusSeconds(seconds), null);
        assertThat(get(fixture.ledger.transition(task))).isTrue();
        return task;
    }

    private static TaskState.Failed refused(String code) {
        return new TaskState.Sending().refused(new TaskError(code, "no"), Failure.refusedByVendor(422, null, code, "no"));
    }

    @Test
    void a_page_has_the_last_failures_with_one_code() {
        // Given
        Task first = failed(Tasks.sending(), new TaskState.Sending().unknown(), 1);
        Task second = failed(Tasks.sending(), new TaskState.Sending().unknown(), 2);
        Task third = failed(Tasks.sending(), new TaskState.Sending().unknown(), 2);
        failed(Tasks.sending(), refused("submission_unknown_not"), 3);
        Task quoted = failed(Tasks.sending(), refused("it's \"quoted\" \u00e9%_"), 4);
        List<Task> sameTime = second.id().value().compareTo(third.id().value()) > 0 ? List.of(second, third)
                : List.of(third, second);
        // When
        List<Task> page = get(fixture.ledger.failedWith(TaskError.SUBMISSION_UNKNOWN, 2, Optional.empty()));
        List<Task> next = get(fixture.ledger.failedWith(TaskError.SUBMISSION_UNKNOWN, 2, Optional.of(page.get(1).id())));
        // Then
        assertThat(page).isEqualTo(sameTime);
        assertThat(next).containsExactly(first);
        assertThat(get(fixture.ledger.countFailedWith(TaskError.SUBMISSION_UNKNOWN))).isEqualTo(3);
        assertThat(get(fixture.ledger.failedWith("it's \"quoted\" \u00e9%_", 9, Optional.empty()))).containsExactly(quoted);
        assertThat(get(fixture.ledger.failedWith("it", 9, Optional.empty()))).isEmpty();
    }
}
