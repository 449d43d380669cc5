package dev.zoetrope.ledger.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** A send permission identifies its holder: no process revokes another's, or records an outcome for it. */
class RevokeSendPermissionTest extends LedgerTest {
    private static final Instant LATER = Tasks.T0.plusSeconds(5);
    private static final Instant LEASE = Tasks.T0.plusSeconds(70);

    private Task permitted(Task pending, long permit) {
        return pending.withPermit(permit).transitionTo(new TaskState.Pending().send(), LATER, LEASE);
    }

    private Task stored(Task task) {
        return get(fixture.ledger.find(task.id())).orElseThrow();
    }

    @Test
    void the_own_permission_is_taken_back() {
        // Given
        Task sending = permitted(inserted(new TaskState.Pending(), Tasks.T0), 7);
        assertThat(get(fixture.ledger.transition(sending))).isTrue();
        // When
        boolean taken = get(fixture.ledger.revokeSendPermission(sending, LATER));
        // Then
        assertThat(taken).isTrue();
        assertThat(stored(sending)).isEqualTo(sending.transitionTo(new TaskState.Pending(), LATER, LATER));
        assertThat(get(fixture.ledger.claimDue(DueKind.SEND, LATER, Creates.ANSWER, 1))).hasSize(1);
        assertThat(get(fixture.ledger.revokeSendPermission(sending, LATER))).as("again").isFalse();
    }

    @Test
    void anothers_permission_of_the_same_version_is_not() {
        // Given: the own write did not happen, and another replica got a permission meanwhile
        Task pending = inserted(new TaskState.Pending(), Tasks.T0);
        Task lost = permitted(pending, 7);
        Task others = permitted(pending, 8);
        assertThat(get(fixture.ledger.transition(others))).isTrue();
        // When
        boolean taken = get(fixture.ledger.revokeSendPermission(lost, LATER));
        // Then
        assertThat(taken).isFalse();
        assertThat(stored(pending)).isEqualTo(others);
    }

    @Test
    void one_that_was_never_written_is_nothing_to_take_back() {
        Task pending = inserted(new TaskState.Pending(), Tasks.T0);

        assertThat(get(fixture.ledger.revokeSendPermission(permitted(pending, 7), LATER))).isFalse();

        assertThat(stored(pending)).isEqualTo(pending);
    }

    @Test
    void an_outcome_is_written_only_under_the_permission_it_came_by() {
        // Given: a database that has lost commits, in which another replica has a permission with the same version
        Task pending = inserted(new TaskState.Pending(), Tasks.T0);
        Task others = permitted(pending, 8);
        assertThat(get(fixture.ledger.transition(others))).isTrue();
        // When
        Task unsent = permitted(pending, 7).transitionTo(new TaskState.Pending(), LATER, LATER);
        // Then
        assertThat(get(fixture.ledger.transition(unsent))).isFalse();
        assertThat(stored(pending)).isEqualTo(others);
        assertThat(get(fixture.ledger.transition(others.transitionTo(new TaskState.Pending(), LATER, LATER)))).isTrue();
    }

    @Test
    void no_two_permissions_are_the_same() {
        assertThat(fixture.ledger.newPermit()).isPositive().isNotEqualTo(fixture.ledger.newPermit());
    }
}
