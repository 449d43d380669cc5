package dev.zoetrope.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an operator's finding changes a task, and which failures it may change. */
class OperatorFindingTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TaskState.Failed UNKNOWN = new TaskState.Sending().unknown();
    private static final OperatorFinding CREATED = new OperatorFinding.Created("vendor-1");
    private static final OperatorFinding NOT_CREATED = new OperatorFinding.NotCreated();

    @Test
    void created_is_followed_again_under_the_vendors_id() {
        TaskState next = CREATED.resolve(UNKNOWN, NOW);

        assertThat(next.status()).isEqualTo(Status.PROCESSING);
        assertThat(next.vendorId()).isEqualTo("vendor-1");
        assertThat(CREATED.agreesWith(next)).isTrue();
        assertThat(NOT_CREATED.agreesWith(next)).isFalse();
        assertThat(new OperatorFinding.Created("vendor-2").agreesWith(next)).isFalse();
    }

    @Test
    void not_created_is_an_end_for_good() {
        TaskState next = NOT_CREATED.resolve(UNKNOWN, NOW);

        assertThat(next.ended()).isTrue();
        assertThat(((TaskState.Failed) next).reopenable()).isFalse();
        assertThat(NOT_CREATED.agreesWith(next)).isTrue();
        assertThat(CREATED.agreesWith(next)).isFalse();
        assertThatThrownBy(() -> CREATED.resolve((TaskState.Failed) next, NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void neither_agrees_with_an_outcome_that_is_unknown() {
        assertThat(UNKNOWN.outcomeUnknown()).isTrue();
        assertThat(CREATED.agreesWith(UNKNOWN)).isFalse();
        assertThat(NOT_CREATED.agreesWith(UNKNOWN)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { TaskError.SUBMISSION_UNKNOWN, TaskError.NOT_CREATED })
    void a_vendor_that_uses_our_words_does_not_mean_what_we_mean(String value) {
        TaskError error = new TaskError(value, "The vendor's message.");
        TaskState.Failed refused = new TaskState.Sending().refused(error, Failure.refusedByVendor(400, null, value, "No."));
        TaskState.Failed failed = new TaskState.Failed("vendor-1", 40, null, error);

        assertThat(List.of(refused, failed)).noneMatch(TaskState.Failed::outcomeUnknown);
        assertThat(List.of(refused, failed)).noneMatch(NOT_CREATED::agreesWith);
    }

    @ParameterizedTest
    @ValueSource(strings = { "1", "task-unified-1757165031-uyujaw3d", "a b", "été/№?#%" })
    void ids_a_vendor_may_give(String id) {
        assertThat(VendorId.isValid(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "a\u0000", "a\nb", "\u200b", "\u2028", "\ud83c", "\ue000" })
    void ids_that_could_not_be_kept_or_shown(String id) {
        assertThat(VendorId.isValid(id)).isFalse();
        assertThat(VendorId.isValid(null)).isFalse();
        assertThat(VendorId.isValid("x".repeat(257))).isFalse();
    }
}
