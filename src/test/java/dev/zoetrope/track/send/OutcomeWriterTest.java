package dev.zoetrope.track.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.zoetrope.fake.LogLines;
import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.track.SlowLedger;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.video.VendorObservation;
import io.smallrye.mutiny.Uni;

/** Whatever the ledger does, a create that was sent never looks to a caller as if it was not sent. */
class OutcomeWriterTest {
    private final VirtualClock clock = new VirtualClock();
    private final SlowLedger ledger = new SlowLedger();
    private final OutcomeWriter outcomeWriter = new OutcomeWriter(ledger, new TaskLog(clock));
    private final Task sending = SlowLedger.task("aaaaaaaa", new TaskState.Sending(), clock.instant());

    private TaskState running() {
        return new TaskState.Sending().accepted("vendor-1",
                new VendorObservation(VendorObservation.Phase.QUEUED, null, null, List.of(), null, null), clock.instant(),
                Duration.ofMinutes(5));
    }

    private static <T> T now(Uni<T> uni) {
        return uni.subscribeAsCompletionStage().getNow(null);
    }

    @Test
    void a_ledger_that_takes_no_outcome_leaves_the_task_as_it_was() {
        ledger.onAdvance = next -> Uni.createFrom().failure(new IllegalStateException("broken"));

        assertThat(now(outcomeWriter.writeAcceptance(sending, running(), clock.instant(), null))).isEqualTo(sending);
        assertThat(now(
                outcomeWriter.write(sending, sending.transitionTo(new TaskState.Sending().unknown(), clock.instant(), null))))
                .isEqualTo(sending);
    }

    @Test
    void a_ledger_that_cannot_be_read_after_a_lost_race_is_no_failure_either() {
        ledger.onAdvance = next -> Uni.createFrom().item(false);
        ledger.onFind = id -> Uni.createFrom().failure(new IllegalStateException("broken"));

        assertThat(now(outcomeWriter.writeAcceptance(sending, running(), clock.instant(), null))).isEqualTo(sending);
    }

    @Test
    void an_acceptance_wins_over_an_unknown_that_was_written_meanwhile() {
        Task givenUp = sending.transitionTo(new TaskState.Sending().unknown(), clock.instant(), null);
        ledger.onAdvance = next -> Uni.createFrom().item(next.version() == givenUp.version() + 1);
        ledger.onFind = id -> Uni.createFrom().item(Optional.of(givenUp));

        Task current = now(outcomeWriter.writeAcceptance(sending, running(), clock.instant(), null));

        assertThat(current.state().vendorId()).isEqualTo("vendor-1");
        assertThat(current.version()).isEqualTo(givenUp.version() + 1);
    }

    @Test
    void an_acceptance_does_not_win_over_an_end_that_is_final() {
        Task ended = sending.transitionTo(new TaskState.Sending().refused(new TaskError("moderation", "No."), null),
                clock.instant(),
                null);
        ledger.onAdvance = next -> Uni.createFrom().item(false);
        ledger.onFind = id -> Uni.createFrom().item(Optional.of(ended));

        assertThat(now(outcomeWriter.writeAcceptance(sending, running(), clock.instant(), null))).isEqualTo(ended);
    }

    static Stream<TaskState> guesses() {
        return Stream.of(new TaskState.Pending(), new TaskState.Sending(), new TaskState.Sending().unknown(),
                new TaskState.Pending().expire(), new TaskState.Sending().unknown().notCreated());
    }

    @ParameterizedTest
    @MethodSource("guesses")
    void an_acceptance_wins_over_whatever_was_written_without_the_vendors_word(TaskState guess) {
        Task others = sending.withPermit(99, new Pin("v", "k")).transitionTo(guess, clock.instant(), clock.instant())
                .transitionTo(guess,
                        clock.instant(), null);
        ledger.onAdvance = next -> Uni.createFrom().item(next.version() == others.version() + 1);
        ledger.onFind = id -> Uni.createFrom().item(Optional.of(others));

        Task current = now(outcomeWriter.writeAcceptance(sending, running(), clock.instant(), null));

        assertThat(current.state().vendorId()).isEqualTo("vendor-1");
        assertThat(current.permit()).isEqualTo(99);
    }

    @ParameterizedTest
    @MethodSource("guesses")
    void an_acceptance_keeps_the_vendor_and_key_that_it_comes_from(TaskState guess) {
        Pin accepting = new Pin("second", "k2");
        Task sent = sending.withPermit(98, accepting);
        // a storage that lost the newest permission has an older one, or none at all
        Task others = sending.withPermit(97, new Pin("first", "k1")).transitionTo(guess, clock.instant(), clock.instant());
        ledger.onAdvance = next -> Uni.createFrom().item(next.version() == others.version() + 1);
        ledger.onFind = id -> Uni.createFrom().item(Optional.of(others));

        Task current = now(outcomeWriter.writeAcceptance(sent, running(), clock.instant(), null));

        assertThat(current.pin()).isEqualTo(accepting);
        assertThat(current.permit()).isEqualTo(97);
    }

    @Test
    void the_same_id_of_another_vendor_is_an_error() {
        Task sent = sending.withPermit(98, new Pin("second", "k2"));
        Task others = sending.withPermit(97, new Pin("first", "k1")).transitionTo(running(), clock.instant(), null);
        ledger.onAdvance = next -> Uni.createFrom().item(false);
        ledger.onFind = id -> Uni.createFrom().item(Optional.of(others));

        try (LogLines log = new LogLines(OutcomeWriter.class)) {
            assertThat(now(outcomeWriter.writeAcceptance(sent, running(), clock.instant(), null))).isEqualTo(others);
            assertThat(log.with("ERROR", sending.id().value(), "vendor-1")).hasSize(1);
        }
    }

    static Stream<TaskState> facts() {
        return Stream.of(new TaskState.Pending().cancel(),
                new TaskState.Sending().refused(new TaskError("moderation", "No."),
                        Failure.refusedByVendor(422, "invalid_request_error", "moderation", "No.")),
                new TaskState.Running("vendor-2", Instant.EPOCH, true, 0, null, null, null));
    }

    @ParameterizedTest
    @MethodSource("facts")
    void one_that_cannot_win_is_an_error_with_the_vendors_id(TaskState fact) {
        Task others = sending.transitionTo(fact, clock.instant(), null);
        ledger.onAdvance = next -> Uni.createFrom().item(false);
        ledger.onFind = id -> Uni.createFrom().item(Optional.of(others));

        try (LogLines log = new LogLines(OutcomeWriter.class)) {
            assertThat(now(outcomeWriter.writeAcceptance(sending, running(), clock.instant(), null))).isEqualTo(others);
            assertThat(log.with("ERROR", sending.id().value(), "vendor-1")).hasSize(1);
        }
    }

    @Test
    void one_whose_task_is_gone_is_an_error_with_the_vendors_id() {
        ledger.onAdvance = next -> Uni.createFrom().item(false);

        try (LogLines log = new LogLines(OutcomeWriter.class)) {
            assertThat(now(outcomeWriter.writeAcceptance(sending, running(), clock.instant(), null))).isEqualTo(sending);
            assertThat(log.with("ERROR", sending.id().value(), "vendor-1")).hasSize(1);
        }
    }

    @Test
    void one_that_is_there_already_is_no_error() {
        Task written = sending.transitionTo(running(), clock.instant(), null);
        ledger.onAdvance = next -> Uni.createFrom().item(false);
        ledger.onFind = id -> Uni.createFrom().item(Optional.of(written));

        try (LogLines log = new LogLines(OutcomeWriter.class)) {
            assertThat(now(outcomeWriter.writeAcceptance(sending, running(), clock.instant(), null))).isEqualTo(written);
            assertThat(log.with("ERROR")).isEmpty();
        }
    }
}
