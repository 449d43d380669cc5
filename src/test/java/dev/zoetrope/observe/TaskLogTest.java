package dev.zoetrope.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.LogLines;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;

/** Which lines of a task are logged at INFO: those that the access line of its create does not make superfluous. */
class TaskLogTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final TaskLog log = new TaskLog(Clock.fixed(START, ZoneOffset.UTC));
    private final Logger logger = Logger.getLogger("dev.zoetrope.task");
    private LogLines lines;

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        lines = LogLines.all();
    }

    @AfterEach
    void leave() {
        lines.close();
        logger.setLevel(null);
    }

    private static Task sending(long version) {
        GenerationRequest request = Requests.image("https://example.com/a.png", "prompt");
        return new Task(new TaskId("task-unified-1-aaaaaaaa"), new Caller("alice"), request, new TaskState.Pending().send(),
                START, START, START, 0, version);
    }

    private static Task accepted(Task sending, Duration after) {
        return sending.transitionTo(new TaskState.Running("v", START, true, 0, null, null, null), START.plus(after), START);
    }

    @Test
    void a_create_that_the_vendor_accepts_at_once_has_no_line_beside_its_access_line() {
        log.created(sending(0), false);
        log.changed(sending(0), accepted(sending(0), Duration.ofSeconds(1)));

        assertThat(lines.lines()).isEmpty();
    }

    @Test
    void both_lines_are_there_for_who_asks_for_them() {
        logger.setLevel(Level.FINE);

        log.created(sending(0), false);
        log.changed(sending(0), accepted(sending(0), Duration.ofSeconds(1)));

        assertThat(lines.with("created caller=alice sending", "DEBUG")).hasSize(1);
        assertThat(lines.with("sending -> running", "DEBUG")).hasSize(1);
    }

    @Test
    void a_create_whose_caller_is_gone_has_its_line() {
        log.created(sending(0), true);

        assertThat(lines.with("created caller=alice sending", "INFO")).hasSize(1);
    }

    @Test
    void an_acceptance_after_the_answer_has_one_line() {
        Task quick = accepted(sending(0), Duration.ofSeconds(1));
        Task slow = accepted(sending(0), Duration.ofSeconds(5));

        log.changed(sending(0), quick);
        log.acceptedUnseen(quick);
        log.changed(sending(0), slow);
        log.acceptedUnseen(slow);

        assertThat(lines.with("running after the answer", "INFO")).hasSize(1);
        assertThat(lines.with("sending -> running", "INFO")).hasSize(1);
    }

    @Test
    void a_slow_acceptance_a_resend_and_every_other_outcome_has_its_line() {
        log.changed(sending(0), accepted(sending(0), Duration.ofSeconds(5)));
        log.changed(sending(2), accepted(sending(2), Duration.ofSeconds(1)));
        log.changed(sending(0), sending(0).transitionTo(new TaskState.Sending().notSent(), START, START));
        log.changed(sending(0), sending(0).transitionTo(new TaskState.Sending().unknown(), START, null));

        assertThat(lines.with("sending -> running", "INFO")).hasSize(2);
        assertThat(lines.with("sending -> pending", "INFO")).hasSize(1);
        assertThat(lines.with("sending -> failed(submission_unknown)", "INFO")).hasSize(1);
    }
}
