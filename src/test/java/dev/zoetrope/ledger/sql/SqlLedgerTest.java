package dev.zoetrope.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.commit.CommitListener;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/** A task in the ledger, from the insert to its end. */
class SqlLedgerTest extends LedgerTest {
    @Test
    void what_was_opened_is_found_again() {
        // Given
        Task intent = Tasks.pending();
        // When
        get(fixture.ledger.create(CreateIntent.of(intent)));
        // Then
        assertThat(get(fixture.ledger.find(intent.id()))).contains(intent);
        assertThat(get(fixture.ledger.find(Tasks.pending().id()))).isEmpty();
    }

    @Test
    void a_task_goes_its_way() {
        // Given
        Task intent = Tasks.sending();
        Task running = Tasks.running(intent, "vendor-1");
        Task completed = Tasks.completed(running);
        get(fixture.ledger.create(CreateIntent.of(intent)));
        // When
        boolean first = get(fixture.ledger.transition(running));
        boolean second = get(fixture.ledger.transition(completed));
        // Then
        assertThat(first).isTrue();
        assertThat(second).isTrue();
        assertThat(get(fixture.ledger.find(intent.id()))).contains(completed);
    }

    @Test
    void of_many_hands_exactly_one_turns_the_version() {
        // Given
        Task intent = Tasks.sending();
        get(fixture.ledger.create(CreateIntent.of(intent)));
        List<Uni<Boolean>> hands = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            hands.add(fixture.ledger.transition(Tasks.running(intent, "vendor-" + i)));
        }
        // When
        List<Boolean> won = LedgerFixture.all(hands);
        // Then
        assertThat(won).containsOnlyOnce(true);
        assertThat(get(fixture.ledger.find(intent.id())).orElseThrow().state().vendorId())
                .isEqualTo("vendor-" + won.indexOf(true));
    }

    @Test
    void who_is_late_or_early_or_unknown_changes_nothing() {
        // Given
        Task intent = Tasks.sending();
        Task running = Tasks.running(intent, "vendor-1");
        get(fixture.ledger.create(CreateIntent.of(intent)));
        get(fixture.ledger.transition(running));
        // When
        boolean late = get(fixture.ledger.transition(intent.transitionTo(intent.state(), Tasks.T0, null)));
        boolean early = get(fixture.ledger.transition(Tasks.completed(Tasks.completed(running))));
        boolean unknown = get(fixture.ledger.transition(Tasks.running(Tasks.sending(), "vendor-2")));
        // Then
        assertThat(List.of(late, early, unknown)).containsOnly(false);
        assertThat(get(fixture.ledger.find(intent.id()))).contains(running);
    }

    @Test
    void counts_say_how_many_of_each_status() {
        // Given
        Task running = Tasks.running(Tasks.sending(), "vendor-1");
        Task started = Tasks.running(Tasks.sending(), "vendor-2");
        get(fixture.ledger.create(CreateIntent.of(Tasks.pending())));
        for (Task task : List.of(running, started)) {
            get(fixture.ledger.create(CreateIntent.of(task)));
        }
        get(fixture.ledger.transition(Tasks.completed(started)));
        // When
        var counts = get(fixture.ledger.countByStatus());
        // Then
        assertThat(counts).containsOnlyKeys(Status.values()).containsEntry(Status.PENDING, 2L)
                .containsEntry(Status.COMPLETED, 1L).containsEntry(Status.FAILED, 0L);
    }

    @Test
    void the_groups_of_many_writers_are_committed_together() {
        // Given
        List<Uni<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            writers.add(fixture.ledger.create(CreateIntent.of(Tasks.pending())).replaceWithVoid());
        }
        // When
        LedgerFixture.all(writers);
        // Then
        assertThat(fixture.rows).hasValue(500);
        assertThat(fixture.commits.get()).isLessThan(250);
        assertThat(get(fixture.ledger.countByStatus())).containsEntry(Status.PENDING, 500L);
    }

    @Test
    void several_readers_share_the_reads() throws InterruptedException {
        // Given
        var limits = new LedgerLimits(100, 10, 3, 10, Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofSeconds(5));
        SqlLedger ledger = LedgerFixture.ledger(fixture.source, limits, CommitListener.NONE);
        Task intent = Tasks.pending();
        get(fixture.ledger.create(CreateIntent.of(intent)));
        List<Uni<String>> finds = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            finds.add(ledger.find(intent.id()).map(found -> Thread.currentThread().getName()));
        }
        // When
        List<String> threads = LedgerFixture.all(finds);
        // Then
        assertThat(threads).contains("zoetrope-ledger-read-0", "zoetrope-ledger-read-1", "zoetrope-ledger-read-2");
        ledger.close(LedgerFixture.PATIENCE);
    }
}
