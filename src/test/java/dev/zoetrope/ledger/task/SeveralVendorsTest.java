package dev.zoetrope.ledger.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.ledger.sql.LedgerFailuresTest;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** Tasks of several vendors in one ledger. */
class SeveralVendorsTest extends LedgerTest {
    private static final Instant LATER = Tasks.T0.plusSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Pin ONE = new Pin("one", "0a0a0a0a");
    private static final Pin OTHER = new Pin("other", "");
    private static final Pin DEFAULT = new Pin(Pin.DEFAULT_VENDOR, "0b0b0b0b");

    private Task sending(Pin pin) {
        Task pending = inserted(new TaskState.Pending(), Tasks.T0);
        Task sending = pending.withPermit(7, pin).transitionTo(new TaskState.Pending().send(), Tasks.T0, LATER);
        assertThat(get(fixture.ledger.transition(sending))).isTrue();
        return sending;
    }

    private Task running(Pin pin, String vendorId) {
        Task running = Tasks.running(sending(pin), vendorId);
        assertThat(get(fixture.ledger.transition(running))).isTrue();
        return running;
    }

    @Test
    void a_process_claims_the_polls_of_each_vendor_by_itself() {
        Task one = running(ONE, "id-1");
        Task other = running(OTHER, "id-2");
        Task ofDefault = running(DEFAULT, "id-3");

        assertThat(get(fixture.ledger.claimDuePolls("one", LATER, LEASE, 10))).extracting(Task::id).containsExactly(one.id());
        assertThat(get(fixture.ledger.claimDuePolls("other", LATER, LEASE, 10))).extracting(Task::id)
                .containsExactly(other.id());
        assertThat(get(fixture.ledger.claimDuePolls("default", LATER, LEASE, 10))).extracting(Task::pin)
                .containsExactly(ofDefault.pin());
        assertThat(get(fixture.ledger.claimDuePolls("gone", LATER, LEASE, 10))).isEmpty();
    }

    @Test
    void tasks_that_are_sent_or_running_are_counted_by_vendor_and_key() {
        running(ONE, "id-1");
        sending(ONE);
        Task ended = running(OTHER, "id-2");
        assertThat(get(fixture.ledger.transition(Tasks.completed(ended)))).isTrue();
        inserted(new TaskState.Pending(), Tasks.T0);

        assertThat(get(fixture.ledger.liveByPin())).isEqualTo(Map.of(ONE, 2));
    }

    @Test
    void two_vendors_may_use_the_same_id_and_one_vendor_may_not() {
        running(ONE, "same");
        running(OTHER, "same");
        Task twice = Tasks.running(sending(ONE), "same");

        assertThat(LedgerFailuresTest.reason(fixture.ledger.transition(twice))).isEqualTo(LedgerException.Reason.CONFLICT);
    }

    @Test
    void the_times_until_which_vendors_ask_to_wait_are_stored() {
        TaskState.Pending deferred = new TaskState.Pending(Map.of(ONE.toString(), LATER, "other", LATER.plusSeconds(1)));
        Task pending = inserted(new TaskState.Pending(), Tasks.T0);

        assertThat(get(fixture.ledger.transition(pending.transitionTo(deferred, Tasks.T0, LATER)))).isTrue();

        assertThat(get(fixture.ledger.find(pending.id())).orElseThrow().state()).isEqualTo(deferred);
    }
}
