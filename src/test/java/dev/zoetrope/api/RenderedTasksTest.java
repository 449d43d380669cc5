package dev.zoetrope.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.deliver.TaskPresenter;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.vault.SignedUrlsOf;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.video.VendorObservation;
import dev.zoetrope.view.TaskTag;

/** A rendering is that of the present state, and is made once for each state. */
class RenderedTasksTest {
    private final TaskPresenter presenter = new TaskPresenter(SignedUrlsOf.clock(Clock.systemUTC()), task -> false);
    private final ObjectMapper json = new ObjectMapper();
    private final RenderedTasks rendered = new RenderedTasks(presenter, json);

    static Stream<Task> live() {
        Task running = Tasks.running(Tasks.sending(), "vendor-1");
        VendorObservation usage = new VendorObservation(VendorObservation.Phase.RUNNING, 40, 90, List.of(), null,
                "{\"a\": 1.50}");
        return Stream.of(Tasks.pending(), Tasks.sending(), running, running.transitionTo(
                ((TaskState.Running) running.state()).observed(usage, Tasks.T0, Duration.ZERO), Tasks.T0, Tasks.T0));
    }

    @ParameterizedTest
    @MethodSource("live")
    void it_is_what_would_be_rendered_now(Task task) throws IOException {
        for (int i = 0; i < 2; i++) {
            assertThat(rendered.of(task).body()).isEqualTo(json.writeValueAsBytes(presenter.view(task)));
            assertThat(rendered.of(task).tag()).isEqualTo(TaskTag.header(presenter.view(task)));
        }
    }

    @Test
    void a_state_is_rendered_once_whatever_its_due_time() {
        Task task = Tasks.running(Tasks.sending(), "vendor-1");

        assertThat(rendered.of(task)).isSameAs(rendered.of(task)).isSameAs(rendered.of(task.dueAt(Tasks.T0)));
    }

    @Test
    void another_state_is_rendered_anew_even_with_the_same_version() {
        Task task = Tasks.sending();
        Task other = new Task(task.id(), task.caller(), task.request(), Tasks.running(task, "vendor-1").state(),
                task.createdAt(), task.updatedAt(), task.dueAt(), 0, task.version());

        assertThat(rendered.of(task).body()).isNotEqualTo(rendered.of(other).body());
        assertThat(rendered.of(task)).isNotSameAs(rendered.of(task.transitionTo(new TaskState.Sending(), Tasks.T0, null)));
    }

    @Test
    void tasks_that_share_a_slot_are_not_mixed_up() {
        for (int i = 0; i < 10 * RenderLimits.DEFAULT.slots(); i++) {
            Task task = Tasks.pending();
            assertThat(rendered.of(task).id()).isEqualTo(task.id());
        }
    }

    @Test
    void a_long_rendering_is_not_held() {
        Task running = Tasks.running(Tasks.sending(), "vendor-1");
        VendorObservation usage = new VendorObservation(VendorObservation.Phase.RUNNING, 40, 90, List.of(), null,
                "\"" + "x".repeat(RenderLimits.DEFAULT.bytes()) + "\"");
        Task task = running.transitionTo(((TaskState.Running) running.state()).observed(usage, Tasks.T0, Duration.ZERO),
                Tasks.T0, Tasks.T0);

        assertThat(rendered.of(task)).isNotSameAs(rendered.of(task));
        assertThat(rendered.of(task).body()).hasSizeGreaterThan(RenderLimits.DEFAULT.bytes());
    }
}
