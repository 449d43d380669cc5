package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.ledger.sql.LedgerFailuresTest;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/** The guarantees of {@link Ledger} for every method. Durability, contexts and failures have tests of their own. */
class LedgerGuaranteesTest extends LedgerTest {

    @Test
    void nothing_happens_before_a_subscription() {
        // Given
        Task task = Tasks.pending();
        Uni<CreateResult> open = fixture.ledger.create(CreateIntent.of(task));
        // When
        Optional<Task> before = get(fixture.ledger.find(task.id()));
        get(open);
        // Then
        assertThat(before).isEmpty();
        assertThat(get(fixture.ledger.find(task.id()))).contains(task);
    }

    @Test
    void each_subscription_is_one_try() {
        // Given
        Uni<CreateResult> open = fixture.ledger.create(CreateIntent.of(Tasks.pending()));
        // When
        get(open);
        LedgerException.Reason again = LedgerFailuresTest.reason(open);
        // Then
        assertThat(again).isEqualTo(LedgerException.Reason.CONFLICT);
    }

    @Test
    void who_cancels_does_not_withdraw_the_write() {
        // Given
        Task task = Tasks.pending();
        // When
        fixture.ledger.create(CreateIntent.of(task)).subscribe().with(opened -> {
        }).cancel();
        // Then
        Awaitility.await().atMost(LedgerFixture.PATIENCE)
                .until(() -> get(fixture.ledger.find(task.id())).isPresent());
    }

    @Test
    void what_is_written_is_seen_by_who_reads_next() {
        for (int i = 0; i < 50; i++) {
            // Given
            Task task = Tasks.pending();
            // When
            Optional<Task> read = get(
                    fixture.ledger.create(CreateIntent.of(task)).chain(() -> fixture.ledger.find(task.id())));
            // Then
            assertThat(read).contains(task);
        }
    }

    @Test
    void times_are_kept_in_whole_milliseconds() {
        // Given
        Instant nanos = Instant.parse("2026-03-01T12:00:00.123456789Z");
        Task task = Tasks.pending(Tasks.ALICE, nanos);
        // When
        get(fixture.ledger.create(CreateIntent.of(task)));
        // Then
        assertThat(get(fixture.ledger.find(task.id())).orElseThrow().createdAt())
                .isEqualTo(Instant.parse("2026-03-01T12:00:00.123Z"));
    }
}
