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
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.sql.SqlLedger;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.agroal.api.AgroalDataSource;

/** A replica is notified of the changes of another one, and reads the changes whose notifications it missed. */
class NotifyListenerTest {
    private static final Duration HEARTBEAT = Duration.ofMillis(200);
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    Path directory;

    private final List<Change> published = new CopyOnWriteArrayList<>();
    private Wire wire;
    private String url;
    private AgroalDataSource source;
    private SqlLedger writer;
    private AgroalDataSource behindTheWire;
    private NotifyListener listener;

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
        if (listener != null) {
            listener.close();
        }
        writer.close(LedgerFixture.PATIENCE);
        source.close();
        behindTheWire.close();
        wire.close();
    }

    private SqlLedger ledger(long number) {
        return LedgerFixture.ledger(source, LedgerFixture.LIMITS,
                new ReplicaLiveness(number, ReplicaLiveness.Lookup.UNKNOWN));
    }

    private void listen(long ownNumber, Duration reread) {
        ChangeFeed feed = new ChangeFeed();
        feed.listen(published::add);
        listener = new NotifyListener(behindTheWire, HEARTBEAT, reread, ownNumber, feed, Clock.systemUTC()).start();
        await().atMost(LedgerFixture.PATIENCE).until(listener::connected);
    }

    /** A task that is written now: older changes are not read again. */
    private Task insertNow() {
        Task task = Tasks.pending(new Caller("alice"), Instant.ofEpochMilli(System.currentTimeMillis()));
        get(writer.create(CreateIntent.of(task)));
        return task;
    }

    private void awaitPublished(TaskId id, long version) {
        await().atMost(LedgerFixture.PATIENCE).untilAsserted(() -> assertThat(published)
                .anySatisfy(change -> assertThat(change).isEqualTo(new Change(id, Tasks.ALICE, version, null))));
    }

    @Test
    void what_another_replica_writes_is_heard_with_its_version() {
        // Given
        listen(8, NEVER);
        // When
        Task task = insertNow();
        awaitPublished(task.id(), 0);
        assertThat(get(writer.transition(task.dueAt(Tasks.T0)))).isTrue();
        assertThat(get(writer.transition(task.dueAt(Tasks.T0)))).as("a transition that fails writes nothing").isFalse();
        // Then
        awaitPublished(task.id(), 1);
        assertThat(published.stream().filter(change -> change.version() == 1)).hasSize(1);
    }

    @Test
    void what_it_writes_itself_is_told_once_and_not_heard() throws InterruptedException {
        listen(7, NEVER);
        Task mine = insertNow();
        SqlLedger another = ledger(9);
        Task others = Tasks.pending(Tasks.ALICE, Instant.ofEpochMilli(System.currentTimeMillis()));
        get(another.create(CreateIntent.of(others)));

        awaitPublished(others.id(), 0);

        assertThat(published).noneMatch(change -> change.id().equals(mine.id()));
        assertThat(another.close(LedgerFixture.PATIENCE)).isTrue();
    }

    @Test
    void what_was_written_while_its_connection_was_cut_is_found_out() {
        // Given
        listen(8, NEVER);
        wire.cut();
        await().atMost(LedgerFixture.PATIENCE).until(() -> !listener.connected());
        Task live = insertNow();
        Task ended = insertNow();
        ended = ended.transitionTo(((dev.zoetrope.video.TaskState.Pending) ended.state()).cancel(), ended.createdAt(), null);
        get(writer.transition(ended));
        assertThat(published).isEmpty();
        // When
        wire.mend();
        // Then
        awaitPublished(live.id(), 0);
        awaitPublished(ended.id(), 1);
        // and notifications are received again
        await().atMost(LedgerFixture.PATIENCE).until(listener::connected);
        awaitPublished(insertNow().id(), 0);
    }

    @Test
    void a_silent_connection_is_given_up() {
        listen(8, NEVER);
        wire.silence();
        Task task = insertNow();

        await().atMost(LedgerFixture.PATIENCE).until(() -> !listener.connected());
        wire.mend();

        awaitPublished(task.id(), 0);
    }

    @Test
    void the_record_is_read_now_and_then_in_any_case() {
        // Given: the change was published for its notification
        listen(8, Duration.ofMillis(300));
        Task task = insertNow();
        awaitPublished(task.id(), 0);
        published.clear();
        // When, then: it is published again by the periodic read
        awaitPublished(task.id(), 0);
    }

    @Test
    void a_connection_that_goes_back_to_its_pool_hears_nothing() throws Exception {
        // Given
        listen(8, NEVER);
        // When
        listener.close();
        await().atMost(LedgerFixture.PATIENCE).until(() -> !listener.connected());
        // Then
        try (java.sql.Connection connection = behindTheWire.getConnection();
                java.sql.Statement statement = connection.createStatement();
                java.sql.ResultSet channels = statement.executeQuery("select pg_listening_channels()")) {
            assertThat(channels.next()).isFalse();
        }
    }
}
