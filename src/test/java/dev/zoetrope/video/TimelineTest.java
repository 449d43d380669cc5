package dev.zoetrope.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.Timeline.Event;
import dev.zoetrope.video.Timeline.Moment;

class TimelineTest {
    private static final Instant T0 = Instant.ofEpochMilli(1_800_000_000_000L);
    private static final Duration WAIT = Duration.ofMinutes(1);

    private static VendorObservation observation(VendorObservation.Phase phase, List<Result> results) {
        return new VendorObservation(phase, null, null, results, null, null);
    }

    private static List<Event> events(Timeline timeline) {
        return timeline.moments().stream().map(Moment::event).toList();
    }

    @Test
    void the_way_of_a_task_to_its_kept_file() {
        TaskState.Sending sending = new TaskState.Pending().send();
        TaskState running = sending.accepted("v1", observation(VendorObservation.Phase.QUEUED, List.of()), T0, WAIT);
        TaskState started = ((TaskState.Running) running)
                .observed(observation(VendorObservation.Phase.RUNNING, List.of()), T0, WAIT);
        TaskState completed = ((TaskState.Running) started).observed(
                observation(VendorObservation.Phase.COMPLETED, List.of(new Result("https://a.example/1", null))), T0, WAIT);
        TaskState kept = new TaskState.Completed("v1",
                List.of(new Result("https://a.example/1", null).withCopy(new StoredFile("video/mp4", 1, "00"))), null);

        Timeline timeline = Timeline.of(sending, T0).after(sending, running, T0.plusSeconds(1))
                .after(running, started, T0.plusSeconds(2)).after(started, started, T0.plusSeconds(3))
                .after(started, completed, T0.plusSeconds(4)).after(completed, kept, T0.plusSeconds(5))
                .after(kept, kept, T0.plusSeconds(6));

        assertThat(timeline.moments()).containsExactly(new Moment(Event.SENT, T0),
                new Moment(Event.ACCEPTED, T0.plusSeconds(1)), new Moment(Event.STARTED, T0.plusSeconds(2)),
                new Moment(Event.COMPLETED, T0.plusSeconds(4)), new Moment(Event.KEPT, T0.plusSeconds(5)));
    }

    @Test
    void an_answer_that_says_the_end_says_the_acceptance_too() {
        TaskState.Sending sending = new TaskState.Pending().send();
        TaskState failed = sending.accepted("v1", new VendorObservation(VendorObservation.Phase.FAILED, null, null,
                List.of(), new TaskError("no", "no"), null), T0, WAIT);

        assertThat(events(Timeline.EMPTY.after(sending, failed, T0))).containsExactly(Event.ACCEPTED, Event.FAILED);
    }

    @Test
    void an_unknown_outcome_may_become_an_acceptance() {
        TaskState.Sending sending = new TaskState.Pending().send();
        TaskState.Failed unknown = sending.unknown();

        assertThat(events(Timeline.of(sending, T0).after(sending, unknown, T0).after(unknown, unknown.reopen("v1", T0), T0)))
                .containsExactly(Event.SENT, Event.FAILED, Event.ACCEPTED, Event.STARTED);
    }

    @Test
    void a_cancel_before_the_send() {
        TaskState.Sending sending = new TaskState.Pending().send();
        TaskState.Pending pending = sending.notSent();

        assertThat(events(Timeline.of(sending, T0).after(sending, pending, T0).after(pending, pending.cancel(), T0)))
                .containsExactly(Event.SENT, Event.NOT_SENT, Event.CANCELLED);
    }

    @Test
    void its_length_is_bounded_and_it_keeps_the_beginning_and_the_end() {
        TaskState.Pending pending = new TaskState.Pending();
        Timeline timeline = Timeline.EMPTY;
        for (int i = 0; i < 50; i++) {
            timeline = timeline.after(pending, pending.send(), T0.plusSeconds(2 * i)).after(pending.send(), pending,
                    T0.plusSeconds(2 * i + 1));
        }

        assertThat(timeline.moments()).hasSize(Timeline.MAX).startsWith(new Moment(Event.SENT, T0),
                new Moment(Event.NOT_SENT, T0.plusSeconds(1))).endsWith(new Moment(Event.NOT_SENT, T0.plusSeconds(99)));
        assertThat(timeline.moments()).isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
    }
}
