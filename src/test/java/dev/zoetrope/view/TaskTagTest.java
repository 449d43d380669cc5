package dev.zoetrope.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.view.TaskView.ResultView;

/** The tag changes if and only if the view of the task changes. */
class TaskTagTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final GenerationRequest REQUEST = Requests.image("https://example.com/a.jpg");

    private static Task task(TaskState state) {
        return new Task(new TaskId("task-unified-1-aaaaaaaa"), new Caller("alice"), REQUEST, state, NOW, NOW, NOW, 0, 0);
    }

    private static TaskState running(int progress, String usage) {
        return new TaskState.Running("vendor-1", NOW, true, progress, null, usage, null);
    }

    private static TaskState completed(String url, String type) {
        return new TaskState.Completed("vendor-1", List.of(new Result(url, type)), null);
    }

    /** A view in which the gateway has no copy of the result files. */
    private static TaskView view(Task task, int estimate) {
        return TaskView.of(task, task.state() instanceof TaskState.Pending, estimate,
                task.state() instanceof TaskState.Completed completed
                        ? completed.results().stream().map(result -> new ResultView(result.url(), result.contentType()))
                                .toList()
                        : null);
    }

    private static long tag(TaskState state, int estimate) {
        return TaskTag.of(view(task(state), estimate));
    }

    @Test
    void whatever_a_caller_sees_makes_another_tag() {
        List<Long> tags = List.of(tag(new TaskState.Pending(), 60), tag(new TaskState.Sending(), 60),
                tag(new TaskState.Sending(), 61), tag(running(0, null), 60), tag(running(1, null), 60),
                tag(running(1, "{\"credits\":1}"), 60), tag(running(1, "{\"credits\":2}"), 60),
                tag(completed("https://example.com/a.mp4", "video/mp4"), 60),
                tag(completed("https://example.com/b.mp4", "video/mp4"), 60),
                tag(completed("https://example.com/a.mp4", null), 60),
                tag(new TaskState.Failed("v", 0, null, TaskError.deadlineExceeded()), 60),
                tag(new TaskState.Failed("v", 0, null, TaskError.submissionUnknown()), 60),
                tag(new TaskState.Cancelled("v", 0, null), 60));

        Set<Long> different = new HashSet<>(tags);

        assertThat(different).hasSameSizeAs(tags);
    }

    @Test
    void a_write_that_nobody_sees_makes_the_same_tag() {
        Task seen = task(running(40, null));
        Task askedAgain = seen.dueAt(NOW.plusSeconds(5)).withAttempt();

        assertThat(TaskTag.of(view(askedAgain, 60))).isEqualTo(TaskTag.of(view(seen, 60)));
    }

    @Test
    void it_is_the_same_in_every_process() {
        TaskView view = view(task(running(40, null)), 60);

        assertThat(TaskTag.header(view)).isEqualTo("W/\"c183adcd45048ebd\"");
        assertThat(tag(completed("https://example.com/ä.mp4", "video/mp4"), 60)).isEqualTo(-5881778568390829139L);
        assertThat(tag(new TaskState.Failed("v", 0, null, TaskError.deadlineExceeded()), 61)).isEqualTo(8008249738253600843L);
    }
}
