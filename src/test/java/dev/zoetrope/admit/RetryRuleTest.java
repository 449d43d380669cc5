package dev.zoetrope.admit;

import static dev.zoetrope.video.EarlierCreate.AnswerState.ANSWERED;
import static dev.zoetrope.video.EarlierCreate.AnswerState.LOST;
import static dev.zoetrope.video.EarlierCreate.AnswerState.OUTSTANDING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.EarlierCreate;
import dev.zoetrope.video.EarlierCreate.AnswerState;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.video.VendorObservation;

/** The rules that find retries: by an idempotency key, by a retry count, and by a lost answer. */
class RetryRuleTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final TaskState SENDING = new TaskState.Sending();
    private static final TaskState.Running RUNNING = (TaskState.Running) new TaskState.Sending().accepted("v-1",
            new VendorObservation(VendorObservation.Phase.RUNNING, 10, null, List.of(), null, null), T0, Duration.ofMinutes(1));
    private static final RetryRule FIRST_TRY = new ClientAttempt(null, 0).rule();
    private static final RetryRule FIRST_RETRY = new ClientAttempt(null, 1).rule();

    private static EarlierCreate create(String end, TaskState state, AnswerState reply, long served) {
        GenerationRequest request = Requests.image("https://example.com/a.jpg");
        Task task = new Task(new TaskId("task-unified-1-" + end), new Caller("alice"), request, state, T0, T0, null, 0,
                0);
        return new EarlierCreate(task, reply, served);
    }

    private static EarlierCreate sending(String end, AnswerState reply, long served) {
        return create(end, SENDING, reply, served);
    }

    @Test
    void a_first_try_repeats_only_what_was_never_answered() {
        EarlierCreate gone = sending("gonegone", LOST, 0);

        assertThat(FIRST_TRY.retried(List.of())).isEmpty();
        assertThat(FIRST_TRY.retried(List.of(sending("answered", ANSWERED, 0), sending("openopen", OUTSTANDING, 0)))).isEmpty();
        assertThat(FIRST_TRY.retried(List.of(sending("answered", ANSWERED, 0), gone))).contains(gone);
    }

    @Test
    void a_stated_retry_repeats_what_was_answered_as_far_as_we_can_see() {
        EarlierCreate answered = sending("answered", ANSWERED, 0);

        assertThat(FIRST_RETRY.retried(List.of(answered))).contains(answered);
        assertThat(FIRST_RETRY.retried(List.of())).isEmpty();
    }

    @Test
    void the_lost_answer_goes_before_the_open_one_and_the_given_one_and_the_newest_before_older_ones() {
        EarlierCreate answered = sending("answered", ANSWERED, 0);
        EarlierCreate open = sending("openopen", OUTSTANDING, 0);
        EarlierCreate lost = sending("newlylst", LOST, 0);
        EarlierCreate lostBefore = sending("oldlylst", LOST, 0);

        assertThat(FIRST_RETRY.retried(List.of(answered, open, lost, lostBefore))).contains(lost);
        assertThat(FIRST_RETRY.retried(List.of(answered, open))).contains(open);
        assertThat(FIRST_TRY.retried(List.of(answered, open, lost, lostBefore))).contains(lost);
    }

    @Test
    void a_create_serves_one_retry_of_each_count() {
        EarlierCreate newest = sending("newestly", ANSWERED, 0b10);
        EarlierCreate older = sending("olderest", ANSWERED, 0b100);

        assertThat(FIRST_RETRY.retried(List.of(newest, older))).contains(older);
        assertThat(FIRST_RETRY.retried(List.of(newest))).as("it has already served a first retry").isEmpty();
        assertThat(new ClientAttempt(null, 2).rule().retried(List.of(newest, older))).contains(newest);
    }

    @Test
    void a_retry_whose_own_answer_was_lost_is_retried_again() {
        EarlierCreate lostAgain = sending("lostlost", LOST, 0b10);

        assertThat(FIRST_TRY.retried(List.of(lostAgain))).contains(lostAgain);
        assertThat(FIRST_RETRY.retried(List.of(lostAgain))).contains(lostAgain);
    }

    @Test
    void counts_beyond_the_marks_share_the_last_one() {
        RetryRule many = new ClientAttempt(null, 4000).rule();

        assertThat(many.retried(List.of(sending("answered", ANSWERED, 1L << 62)))).isEmpty();
        assertThat(many.retried(List.of(sending("answered", ANSWERED, 0)))).isPresent();
    }

    static Stream<TaskState> mayBeBilled() {
        return Stream.of(new TaskState.Pending(), SENDING, RUNNING, new TaskState.Sending().unknown(), RUNNING.expire(),
                new TaskState.Completed("v-1", List.of(new Result("https://example.com/v.mp4", null)), null),
                new TaskState.Failed("v-1", 10, null, new TaskError("vendor_word", "No.")));
    }

    static Stream<TaskState> neverBilled() {
        return Stream.of(new TaskState.Pending().cancel(), new TaskState.Pending().expire(),
                new TaskState.Sending().refused(new TaskError("no", "No."), Failure.refusedByVendor(422, null, "no", "No.")),
                new TaskState.Sending().unknown().notCreated());
    }

    @ParameterizedTest
    @MethodSource("mayBeBilled")
    void what_may_be_billed_is_repeated(TaskState state) {
        assertThat(FIRST_TRY.retried(List.of(create("gonegone", state, LOST, 0)))).isPresent();
        assertThat(FIRST_RETRY.retried(List.of(create("answered", state, ANSWERED, 0)))).isPresent();
    }

    @ParameterizedTest
    @MethodSource("neverBilled")
    void what_never_was_is_not(TaskState state) {
        assertThat(FIRST_TRY.retried(List.of(create("gonegone", state, LOST, 0)))).isEmpty();
        assertThat(FIRST_RETRY.retried(List.of(create("answered", state, ANSWERED, 0)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource({ "mayBeBilled", "neverBilled" })
    void a_key_repeats_its_create_whatever_became_of_it(TaskState state) {
        EarlierCreate holder = create("holdhold", state, ANSWERED, 0);

        assertThat(new ClientAttempt("key", 0).rule().retried(List.of(holder))).contains(holder);
    }

    @Test
    void a_5xx_of_ours_is_no_outcome_a_key_repeats() {
        TaskState ours = new TaskState.Sending().refused(new TaskError("upstream_refused", "No."),
                Failure.badGateway("upstream_refused", "No."));

        assertThat(new ClientAttempt("key", 0).rule().retried(List.of(create("holdhold", ours, ANSWERED, 0)))).isEmpty();
    }
}
