package dev.zoetrope.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.FaultyDataSource;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** Rows at fault, an unreachable database, and the effect on other operations. */
public class LedgerFailuresTest extends LedgerTest {
    public static LedgerException.Reason reason(Uni<?> uni) {
        Throwable failure = LedgerFixture.get(uni.replaceWith((Throwable) null).onFailure().recoverWithItem(e -> e));
        return failure == null ? null : ((LedgerException) failure).reason();
    }

    @Test
    void an_id_that_is_taken_is_a_conflict() {
        // Given
        Task first = Tasks.pending();
        get(fixture.ledger.create(CreateIntent.of(first)));
        // When
        LedgerException.Reason second = reason(fixture.ledger.create(CreateIntent.of(first)));
        // Then
        assertThat(second).isEqualTo(LedgerException.Reason.CONFLICT);
        assertThat(fixture.ledger.healthy()).isTrue();
    }

    @Test
    void a_vendor_id_that_another_task_has_is_a_conflict() {
        // Given
        Task first = Tasks.sending();
        Task second = Tasks.sending();
        get(fixture.ledger.create(CreateIntent.of(first)));
        get(fixture.ledger.create(CreateIntent.of(second)));
        get(fixture.ledger.transition(Tasks.running(first, "vendor-1")));
        // When
        LedgerException.Reason refused = reason(fixture.ledger.transition(Tasks.running(second, "vendor-1")));
        // Then
        assertThat(refused).isEqualTo(LedgerException.Reason.CONFLICT);
        assertThat(get(fixture.ledger.find(second.id()))).contains(second);
    }

    @Test
    void a_row_at_fault_fails_alone_among_the_many_of_its_group() {
        // Given
        Task taken = Tasks.pending();
        get(fixture.ledger.create(CreateIntent.of(taken)));
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            tasks.add(i % 67 == 5 ? taken : Tasks.pending());
        }
        // When
        List<Uni<LedgerException.Reason>> opens = tasks.stream().map(task -> fixture.ledger.create(CreateIntent.of(task))
                .replaceWith((LedgerException.Reason) null).onFailure(LedgerException.class)
                .recoverWithItem(e -> e.reason())).toList();
        List<LedgerException.Reason> outcomes = LedgerFixture.all(opens);
        // Then
        for (int i = 0; i < 200; i++) {
            assertThat(outcomes.get(i)).as("row %d", i)
                    .isEqualTo(i % 67 == 5 ? LedgerException.Reason.CONFLICT : null);
            assertThat(get(fixture.ledger.find(tasks.get(i).id()))).contains(tasks.get(i));
        }
    }

    @Test
    void a_row_that_cannot_be_read_fails_alone() throws SQLException {
        // Given
        Task broken = Tasks.pending();
        Task sound = Tasks.pending();
        get(fixture.ledger.create(CreateIntent.of(broken)));
        get(fixture.ledger.create(CreateIntent.of(sound)));
        try (Connection connection = fixture.source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update task set request = '{' where id = '" + broken.id() + "'");
        }
        // When
        LedgerException.Reason refused = reason(fixture.ledger.find(broken.id()));
        // Then
        assertThat(refused).isEqualTo(LedgerException.Reason.UNREADABLE);
        assertThat(get(fixture.ledger.find(sound.id()))).contains(sound);
        assertThat(fixture.ledger.healthy()).isTrue();
    }

    @Test
    void a_lost_connection_fails_one_group_and_the_next_goes_on() throws Exception {
        // Given
        FaultyDataSource source = new FaultyDataSource(fixture.source);
        SqlLedger ledger = LedgerFixture.ledger(source.source());
        Task before = Tasks.pending();
        get(ledger.create(CreateIntent.of(before)));
        get(ledger.find(before.id()));
        for (Connection connection : source.opened) {
            connection.close();
        }
        // When
        Task during = Tasks.pending();
        LedgerException.Reason write = reason(ledger.create(CreateIntent.of(during)));
        LedgerException.Reason read = reason(ledger.find(before.id()));
        // Then
        assertThat(List.of(write, read)).containsOnly(LedgerException.Reason.UNAVAILABLE);
        assertThat(reason(ledger.create(CreateIntent.of(Tasks.pending())))).isNull();
        assertThat(get(ledger.find(before.id()))).contains(before);
        assertThat(ledger.healthy()).isTrue();
        ledger.close(LedgerFixture.PATIENCE);
    }

    @Test
    void a_database_that_is_gone_is_tried_until_it_is_back() throws Exception {
        // Given
        FaultyDataSource source = new FaultyDataSource(fixture.source);
        source.unreachable = true;
        SqlLedger ledger = LedgerFixture.ledger(source.source());
        // When
        LedgerException.Reason write = reason(ledger.create(CreateIntent.of(Tasks.pending())));
        boolean healthyWhileGone = ledger.healthy();
        source.unreachable = false;
        // Then: the ledger recovers without any operation
        assertThat(write).isEqualTo(LedgerException.Reason.UNAVAILABLE);
        assertThat(healthyWhileGone).isFalse();
        Awaitility.await().atMost(LedgerFixture.PATIENCE).until(ledger::healthy);
        assertThat(reason(ledger.create(CreateIntent.of(Tasks.pending())))).isNull();
        ledger.close(LedgerFixture.PATIENCE);
    }

    @Test
    void after_the_close_everything_fails() throws InterruptedException {
        // Given
        boolean closed = fixture.ledger.close(LedgerFixture.PATIENCE);
        // When
        LedgerException.Reason write = reason(fixture.ledger.create(CreateIntent.of(Tasks.pending())));
        LedgerException.Reason read = reason(fixture.ledger.find(Tasks.pending().id()));
        // Then
        assertThat(closed).isTrue();
        assertThat(List.of(write, read)).containsOnly(LedgerException.Reason.CLOSED);
    }

    @Test
    void the_close_writes_what_waits() throws InterruptedException, SQLException {
        // Given
        List<Uni<CreateResult>> opens = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            opens.add(fixture.ledger.create(CreateIntent.of(Tasks.pending())));
        }
        Uni<List<CreateResult>> all = Uni.join().all(opens).andCollectFailures();
        var told = all.subscribeAsCompletionStage();
        // When
        fixture.ledger.close(LedgerFixture.PATIENCE);
        // Then
        assertThat(told).isCompleted();
        assertThat(fixture.stored("select count(*) from task")).isEqualTo("300");
    }

    @Test
    void a_sending_task_cannot_be_stored_twice_under_way_of_the_group() {
        // Given: the insert and a transition of the same task, submitted at the same time
        Task intent = Tasks.sending();
        Uni<CreateResult> open = fixture.ledger.create(CreateIntent.of(intent));
        Uni<Boolean> advance = fixture.ledger.transition(Tasks.running(intent, "vendor-1"));
        // When
        boolean won = get(Uni.combine().all().unis(open, advance).asTuple()).getItem2();
        // Then: whatever the order, the result of the transition matches the stored state
        TaskState stored = get(fixture.ledger.find(intent.id())).orElseThrow().state();
        assertThat(stored instanceof TaskState.Running).isEqualTo(won);
    }
}
