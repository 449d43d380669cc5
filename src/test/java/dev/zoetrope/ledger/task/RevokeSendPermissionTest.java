package dev.zoetrope.ledger.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** A send permission identifies its holder: no process revokes another's, or records an outcome for it. */
class RevokeSendPermissionTest extends LedgerTest {
    private static final Instant LATER = Tasks.T0.plusSeconds(5);
    private static final Instant LEASE = Tasks.T0.plusSeconds(70);

    private Task permitted(Task pending, long permit) {
        return pending.withPermit(permit, new Pin("v", "k")).transitionTo(new TaskState.Pending().send(), LATER, LEASE);
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
        boolean taken = get(fixture.ledger.revokeSendPermission(sending, sending.permit(), LATER));
        // Then
        assertThat(taken).isTrue();
        assertThat(stored(sending)).isEqualTo(sending.transitionTo(new TaskState.Pending(), LATER, LATER));
        assertThat(get(fixture.ledger.claimDue(DueKind.SEND, LATER, Creates.ANSWER, 1))).hasSize(1);
        assertThat(get(fixture.ledger.revokeSendPermission(sending, sending.permit(), LATER))).as("again").isFalse();
    }

    @Test
    void the_permission_before_is_taken_back_with_one_that_was_never_written() {
        // Given: a vendor did not take the create, and it is unknown whether the permission for the next one was written
        Task sending = permitted(inserted(new TaskState.Pending(), Tasks.T0), 7);
        assertThat(get(fixture.ledger.transition(sending))).isTrue();
        Task next = sending.withPermit(8, new Pin("w", "k")).transitionTo(sending.state(), LATER, LEASE);
        // When
        boolean taken = get(fixture.ledger.revokeSendPermission(next, 7, LATER));
        // Then: as it is published
        assertThat(taken).isTrue();
        assertThat(stored(sending)).isEqualTo(next.transitionTo(new TaskState.Pending(), LATER, LATER).withPermit(7, null));
        assertThat(get(fixture.ledger.revokeSendPermission(next, 7, LATER))).as("again").isFalse();
        assertThat(get(fixture.ledger.transition(next, 7))).as("late").isFalse();
    }

    @Test
    void the_permission_for_the_next_vendor_is_taken_back() {
        Task sending = permitted(inserted(new TaskState.Pending(), Tasks.T0), 7);
        assertThat(get(fixture.ledger.transition(sending))).isTrue();
        Task next = sending.withPermit(8, new Pin("w", "k")).transitionTo(sending.state(), LATER, LEASE);
        assertThat(get(fixture.ledger.transition(next, 7))).isTrue();
        assertThat(stored(sending)).isEqualTo(next);

        assertThat(get(fixture.ledger.revokeSendPermission(next, 7, LATER))).isTrue();

        assertThat(stored(sending)).isEqualTo(next.transitionTo(new TaskState.Pending(), LATER, LATER));
    }

    @Test
    void a_third_permission_is_not() {
        Task sending = permitted(inserted(new TaskState.Pending(), Tasks.T0), 7);
        assertThat(get(fixture.ledger.transition(sending))).isTrue();
        Task next = sending.withPermit(8, new Pin("w", "k")).transitionTo(sending.state(), LATER, LEASE);
        assertThat(get(fixture.ledger.revokeSendPermission(next, 7, LATER))).isTrue();
        Task others = stored(sending).withPermit(9, new Pin("v", "k")).transitionTo(new TaskState.Pending().send(), LATER,
                LEASE);
        assertThat(get(fixture.ledger.transition(others))).isTrue();

        assertThat(get(fixture.ledger.revokeSendPermission(next, 7, LATER))).isFalse();

        assertThat(stored(sending)).isEqualTo(others);
    }

    @Test
    void anothers_permission_of_the_same_version_is_not() {
        // Given: the own write did not happen, and another replica got a permission meanwhile
        Task pending = inserted(new TaskState.Pending(), Tasks.T0);
        Task lost = permitted(pending, 7);
        Task others = permitted(pending, 8);
        assertThat(get(fixture.ledger.transition(others))).isTrue();
        // When
        boolean taken = get(fixture.ledger.revokeSendPermission(lost, lost.permit(), LATER));
        // Then
        assertThat(taken).isFalse();
        assertThat(stored(pending)).isEqualTo(others);
    }

    @Test
    void one_that_was_never_written_is_nothing_to_take_back() {
        Task pending = inserted(new TaskState.Pending(), Tasks.T0);

        assertThat(get(fixture.ledger.revokeSendPermission(permitted(pending, 7), 7, LATER))).isFalse();

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

    /** The permission after a vendor that did not take the create. */
    private static Task failedOver(Task sending, long permit) {
        return sending.withPermit(permit, new Pin("w", "l")).transitionTo(sending.state(), LATER, LEASE);
    }

    @Test
    void the_next_vendor_gets_a_permission_only_from_the_one_that_is_held() {
        Task first = permitted(inserted(new TaskState.Pending(), Tasks.T0), 7);
        assertThat(get(fixture.ledger.transition(first))).isTrue();
        Task second = failedOver(first, 8);

        assertThat(get(fixture.ledger.transition(second, 6))).as("another's permission").isFalse();
        assertThat(get(fixture.ledger.transition(second, 7))).isTrue();
        assertThat(stored(first)).isEqualTo(second);
        assertThat(stored(first).pin()).isEqualTo(new Pin("w", "l"));
    }

    @Test
    void whichever_of_two_permissions_stands_is_taken_back() {
        for (boolean written : new boolean[] { false, true }) {
            Task first = permitted(inserted(new TaskState.Pending(), Tasks.T0), 7);
            assertThat(get(fixture.ledger.transition(first))).isTrue();
            Task second = failedOver(first, 8);
            if (written) {
                assertThat(get(fixture.ledger.transition(second, 7))).isTrue();
            }

            assertThat(get(fixture.ledger.revokeSendPermission(second, 7, LATER))).isTrue();

            assertThat(stored(first).state()).isEqualTo(new TaskState.Pending());
            assertThat(stored(first).pin()).isNull();
        }
    }

    @Test
    void no_two_permissions_are_the_same() {
        assertThat(fixture.ledger.newPermit()).isPositive().isNotEqualTo(fixture.ledger.newPermit());
    }
}
