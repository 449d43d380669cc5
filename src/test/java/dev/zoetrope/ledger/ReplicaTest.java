package dev.zoetrope.ledger;

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
import io.agroal.api.AgroalDataSource;

/** Who is alive, as the others see it. */
class ReplicaTest {
    private static final Duration BEAT = Duration.ofMillis(100);

    private final String url = Postgres.fresh();
    private final AgroalDataSource source = LedgerFixture.postgres(url);
    private final RecordClock clock = new RecordClock(Clock.systemUTC(), System::nanoTime);

    @BeforeEach
    void open() {
        Flyway.configure().dataSource(source).load().migrate();
    }

    @AfterEach
    void close() {
        source.close();
    }

    private Replica join() throws SQLException {
        return Replica.join(source, BEAT, new Random(), clock);
    }

    private List<Long> alive() throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Replica.LIVING)) {
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
        }
        return numbers;
    }

    private void awaitAlive(Replica replica, boolean alive) {
        Awaitility.await().atMost(LedgerFixture.PATIENCE).pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(alive().contains(replica.replicas().own())).isEqualTo(alive));
    }

    @Test
    void eachIsSeenUnderItsOwnNumberUntilItLeaves() throws SQLException {
        // Given
        Replica first = join();
        Replica second = join();
        // When
        List<Long> both = alive();
        first.close();
        // Then
        assertThat(both).contains(first.replicas().own(), second.replicas().own()).doesNotHaveDuplicates();
        awaitAlive(first, false);
        assertThat(alive()).contains(second.replicas().own());
        second.close();
        awaitAlive(second, false);
    }

    @Test
    void aNumberThatIsTakenIsNotTakenTwice() throws SQLException {
        try (Replica first = Replica.join(source, BEAT, new Random(7), clock);
                Replica second = Replica.join(source, BEAT, new Random(7), clock)) {
            assertThat(second.replicas().own()).isNotEqualTo(first.replicas().own());
        }
    }

    @Test
    void onceItsSessionIsLostItIsSeenAgainUnderTheSameNumber() throws SQLException {
        try (Wire wire = new Wire(Postgres.port());
                AgroalDataSource behind = LedgerFixture.postgres(Postgres.through(url, wire.port()));
                Replica replica = Replica.join(behind, BEAT, new Random(), clock)) {
            // When
            wire.cut();
            // Then
            awaitAlive(replica, false);
            wire.mend();
            awaitAlive(replica, true);
        }
    }

    @Test
    void whoseSessionWasEndedWhileItStoodStillIsSeenAgainWithItsNextBeat() throws SQLException {
        // Given: beats so rare that a second one would be too late
        try (Replica replica = Replica.join(source, Duration.ofSeconds(20), new Random(), clock)) {
            try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid::bigint = "
                                + replica.replicas().own());
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
    void whoFallsSilentCountsAsDead() throws SQLException {
        try (Wire wire = new Wire(Postgres.port());
                AgroalDataSource behind = LedgerFixture.postgres(Postgres.through(url, wire.port()));
                Replica replica = Replica.join(behind, BEAT, new Random(), clock)) {
            // When: its connection is open, and nothing comes
            wire.silence();
            // Then
            awaitAlive(replica, false);
            wire.mend();
            awaitAlive(replica, true);
        }
    }

    @Test
    void whoAnswersACreateIsAskedAfterByItsNumber() throws SQLException {
        try (Replica first = join(); Replica second = join(); Session session = Session.open(source, BEAT)) {
            // When
            Replicas seen = first.replicas();
            // Then
            assertThat(seen.alive(session, first.replicas().own())).isTrue();
            assertThat(seen.alive(session, second.replicas().own())).isTrue();
            assertThat(seen.alive(session, Long.MAX_VALUE)).isFalse();
        }
    }

    @Test
    void whoseMachineIsOffJudgesByTheDatabaseAndSaysSo() throws SQLException {
        // Given
        RecordClock off = new RecordClock(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(30)), System::nanoTime);
        try (LogLines log = new LogLines(Replica.class); Replica replica = Replica.join(source, BEAT, new Random(), off)) {
            // Then
            assertThat(off.agrees()).isFalse();
            assertThat(Duration.between(Instant.now(), off.instant()).abs()).isLessThan(Duration.ofSeconds(2));
            assertThat(log.with("ERROR", "not ready")).hasSize(1);
            assertThat(replica.replicas().own()).isPositive();
        }
    }

    @Test
    void whatTheOthersHaveCommittedIsSeenWithEachBeat() throws SQLException {
        try (Replica replica = join();
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into watermark values ('replica:7', 5, 0)");
            Awaitility.await().atMost(LedgerFixture.PATIENCE).until(() -> replica.watermark().known("replica:7") == 5);
        }
    }
}
