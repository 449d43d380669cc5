package dev.zoetrope.ledger.replica;

import static dev.zoetrope.ledger.sql.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.Wire;
import dev.zoetrope.ledger.Change;
import dev.zoetrope.ledger.ChangeFeed;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.commit.CommitListener;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.sql.SqlLedger;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.agroal.api.AgroalDataSource;

/** A replica is notified of the changes of another one, and reads the changes whose notifications it missed. */
class NotifyListenerTest {
    private static final Duration BEAT = Duration.ofMillis(200);
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    Path directory;

    private final List<Change> heard = new CopyOnWriteArrayList<>();
    private Wire wire;
    private String url;
    private AgroalDataSource source;
    private SqlLedger writer;
    private AgroalDataSource behindTheWire;
    private NotifyListener listening;

    @BeforeEach
    void open() {
        url = Postgres.of(directory);
        source = LedgerFixture.postgres(url);
        Flyway.configure().dataSource(source).load().migrate();
        writer = ledger(7);
        wire = new Wire(Postgres.port());
        behindTheWire = LedgerFixture.postgres(Postgres.through(url, wire.port()));
    }

    @AfterEach
    void close() throws InterruptedException {
        if (listening != null) {
            listening.close();
        }
        writer.close(LedgerFixture.PATIENCE);
        source.close();
        behindTheWire.close();
        wire.close();
    }

    private SqlLedger ledger(long number) {
        return new SqlLedger(source, LedgerFixture.Settings.DEFAULT, CommitListener.NONE,
                new ReplicaLiveness(number, ReplicaLiveness.Lookup.UNKNOWN));
    }

    private void listen(long own, Duration reread) {
        ChangeFeed feed = new ChangeFeed();
        feed.listen(heard::add);
        listening = new NotifyListener(behindTheWire, BEAT, reread, own, feed, Clock.systemUTC()).start();
        await().atMost(LedgerFixture.PATIENCE).until(listening::connected);
    }

    /** A task that is written now: older changes are not read again. */
    private Task opened() {
        Task task = Tasks.pending(new Caller("alice"), Instant.ofEpochMilli(System.currentTimeMillis()));
        get(writer.open(CreateIntent.of(task)));
        return task;
    }

    private void awaitHeard(TaskId id, long version) {
        await().atMost(LedgerFixture.PATIENCE).untilAsserted(() -> assertThat(heard)
                .anySatisfy(change -> assertThat(change).isEqualTo(new Change(id, Tasks.ALICE, version, null))));
    }

    @Test
    void what_another_replica_writes_is_heard_with_its_version() {
        // Given
        listen(8, NEVER);
        // When
        Task task = opened();
        awaitHeard(task.id(), 0);
        assertThat(get(writer.advance(task.dueAt(Tasks.T0)))).isTrue();
        assertThat(get(writer.advance(task.dueAt(Tasks.T0)))).as("a transition that fails writes nothing").isFalse();
        // Then
        awaitHeard(task.id(), 1);
        assertThat(heard.stream().filter(change -> change.version() == 1)).hasSize(1);
    }

    @Test
    void what_it_writes_itself_is_told_once_and_not_heard() throws InterruptedException {
        listen(7, NEVER);
        Task mine = opened();
        SqlLedger another = ledger(9);
        Task others = Tasks.pending(Tasks.ALICE, Instant.ofEpochMilli(System.currentTimeMillis()));
        get(another.open(CreateIntent.of(others)));

        awaitHeard(others.id(), 0);

        assertThat(heard).noneMatch(change -> change.id().equals(mine.id()));
        assertThat(another.close(LedgerFixture.PATIENCE)).isTrue();
    }

    @Test
    void what_was_written_while_its_connection_was_cut_is_found_out() {
        // Given
        listen(8, NEVER);
        wire.cut();
        await().atMost(LedgerFixture.PATIENCE).until(() -> !listening.connected());
        Task live = opened();
        Task ended = opened();
        ended = ended.to(((dev.zoetrope.video.TaskState.Pending) ended.state()).cancel(), ended.createdAt(), null);
        get(writer.advance(ended));
        assertThat(heard).isEmpty();
        // When
        wire.mend();
        // Then
        awaitHeard(live.id(), 0);
        awaitHeard(ended.id(), 1);
        // and notifications are received again
        await().atMost(LedgerFixture.PATIENCE).until(listening::connected);
        awaitHeard(opened().id(), 0);
    }

    @Test
    void a_silent_connection_is_given_up() {
        listen(8, NEVER);
        wire.silence();
        Task task = opened();

        await().atMost(LedgerFixture.PATIENCE).until(() -> !listening.connected());
        wire.mend();

        awaitHeard(task.id(), 0);
    }

    @Test
    void the_record_is_read_now_and_then_in_any_case() {
        // Given: the change was published for its notification
        listen(8, Duration.ofMillis(300));
        Task task = opened();
        awaitHeard(task.id(), 0);
        heard.clear();
        // When, then: it is published again by the periodic read
        awaitHeard(task.id(), 0);
    }

    @Test
    void a_connection_that_goes_back_to_its_pool_hears_nothing() throws Exception {
        // Given
        listen(8, NEVER);
        // When
        listening.close();
        await().atMost(LedgerFixture.PATIENCE).until(() -> !listening.connected());
        // Then
        try (java.sql.Connection connection = behindTheWire.getConnection();
                java.sql.Statement statement = connection.createStatement();
                java.sql.ResultSet channels = statement.executeQuery("select pg_listening_channels()")) {
            assertThat(channels.next()).isFalse();
        }
    }
}
