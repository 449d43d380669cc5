package dev.zoetrope.ledger.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.LogLines;
import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.Wire;
import dev.zoetrope.ledger.LedgerClock;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.sql.LedgerFixture;
import io.agroal.api.AgroalDataSource;

/** Which replicas the others see as alive. */
class ReplicaLeaseTest {
    private static final Duration HEARTBEAT = Duration.ofMillis(100);

    private final String url = Postgres.fresh();
    private final AgroalDataSource source = LedgerFixture.postgres(url);
    private final LedgerClock clock = new LedgerClock(Clock.systemUTC(), System::nanoTime);

    @BeforeEach
    void open() {
        Flyway.configure().dataSource(source).load().migrate();
    }

    @AfterEach
    void close() {
        source.close();
    }

    private ReplicaLease join() throws SQLException {
        return ReplicaLease.join(source, HEARTBEAT, new Random(), clock);
    }

    private List<Long> alive() throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ReplicaLease.LIVE_REPLICAS)) {
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
        }
        return numbers;
    }

    private void awaitAlive(ReplicaLease replica, boolean alive) {
        Awaitility.await().atMost(LedgerFixture.PATIENCE).pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(alive().contains(replica.liveness().ownNumber())).isEqualTo(alive));
    }

    @Test
    void each_is_seen_under_its_own_number_until_it_leaves() throws SQLException {
        // Given
        ReplicaLease first = join();
        ReplicaLease second = join();
        // When
        List<Long> both = alive();
        first.close();
        // Then
        assertThat(both).contains(first.liveness().ownNumber(), second.liveness().ownNumber()).doesNotHaveDuplicates();
        awaitAlive(first, false);
        assertThat(alive()).contains(second.liveness().ownNumber());
        second.close();
        awaitAlive(second, false);
    }

    @Test
    void a_number_that_is_taken_is_not_taken_twice() throws SQLException {
        try (ReplicaLease first = ReplicaLease.join(source, HEARTBEAT, new Random(7), clock);
                ReplicaLease second = ReplicaLease.join(source, HEARTBEAT, new Random(7), clock)) {
            assertThat(second.liveness().ownNumber()).isNotEqualTo(first.liveness().ownNumber());
        }
    }

    @Test
    void once_its_session_is_lost_it_is_seen_again_under_the_same_number() throws SQLException {
        try (Wire wire = new Wire(Postgres.port());
                AgroalDataSource behind = LedgerFixture.postgres(Postgres.through(url, wire.port()));
                ReplicaLease replica = ReplicaLease.join(behind, HEARTBEAT, new Random(), clock)) {
            // When
            wire.cut();
            // Then
            awaitAlive(replica, false);
            wire.mend();
            awaitAlive(replica, true);
        }
    }

    @Test
    void whose_session_was_ended_while_it_stood_still_is_seen_again_with_its_next_beat() throws SQLException {
        // Given: an interval so long that the second heartbeat would be too late
        try (ReplicaLease replica = ReplicaLease.join(source, Duration.ofSeconds(20), new Random(), clock)) {
            try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid::bigint = "
                                + replica.liveness().ownNumber());
            }
            awaitAlive(replica, false);
            // When
            Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("zoetrope-replica"))
                    .forEach(LockSupport::unpark);
            // Then
            awaitAlive(replica, true);
        }
    }

    @Test
    void who_falls_silent_counts_as_dead() throws SQLException {
        try (Wire wire = new Wire(Postgres.port());
                AgroalDataSource behind = LedgerFixture.postgres(Postgres.through(url, wire.port()));
                ReplicaLease replica = ReplicaLease.join(behind, HEARTBEAT, new Random(), clock)) {
            // When: the connection is open, but transfers nothing
            wire.silence();
            // Then
            awaitAlive(replica, false);
            wire.mend();
            awaitAlive(replica, true);
        }
    }

    @Test
    void who_answers_a_create_is_asked_after_by_its_number() throws SQLException {
        try (ReplicaLease first = join();
                ReplicaLease second = join();
                JdbcSession session = JdbcSession.open(source, HEARTBEAT)) {
            // When
            ReplicaLiveness seen = first.liveness();
            // Then
            assertThat(seen.isAlive(session, first.liveness().ownNumber())).isTrue();
            assertThat(seen.isAlive(session, second.liveness().ownNumber())).isTrue();
            assertThat(seen.isAlive(session, Long.MAX_VALUE)).isFalse();
        }
    }

    @Test
    void whose_machine_is_off_judges_by_the_database_and_says_so() throws SQLException {
        // Given
        LedgerClock off = new LedgerClock(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(30)), System::nanoTime);
        try (LogLines log = new LogLines(ReplicaLease.class);
                ReplicaLease replica = ReplicaLease.join(source, HEARTBEAT, new Random(), off)) {
            // Then
            assertThat(off.agrees()).isFalse();
            assertThat(Duration.between(Instant.now(), off.instant()).abs()).isLessThan(Duration.ofSeconds(2));
            assertThat(log.with("ERROR", "not ready")).hasSize(1);
            assertThat(replica.liveness().ownNumber()).isPositive();
        }
    }

    @Test
    void what_the_others_have_committed_is_seen_with_each_beat() throws SQLException {
        try (ReplicaLease replica = join();
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into watermark values ('replica:7', 5, 0)");
            Awaitility.await().atMost(LedgerFixture.PATIENCE)
                    .until(() -> replica.commitCounter().highestValue("replica:7") == 5);
        }
    }
}
