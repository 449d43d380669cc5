package dev.zoetrope.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sqlite.JDBC;

import dev.zoetrope.chaos.ResendRows.Stamp;
import dev.zoetrope.chaos.ResendRows.Standing;

class ResendRowsTest {
    private static final long LEASE = Fleet.LEASE.toMillis();

    private final long now = System.currentTimeMillis();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = new JDBC().connect("jdbc:sqlite::memory:", new Properties());
        try (Statement sql = connection.createStatement()) {
            sql.execute("create table task (id, version, attempts, state, step, updated_at, due_at)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void row(String id, String state, long version, int attempts, long updated, long due) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement("insert into task values (?, ?, ?, ?, 'send', ?, ?)")) {
            sql.setString(1, id);
            sql.setLong(2, version);
            sql.setInt(3, attempts);
            sql.setString(4, state);
            sql.setLong(5, updated);
            sql.setLong(6, due);
            sql.execute();
        }
    }

    private Standing standing(String id) throws SQLException {
        return ResendRows.standing(connection, new Caught(0, 0, Map.of(id, new Stamp(1, 1, false))));
    }

    @Test
    void a_claim_is_told_from_a_deferral_by_its_lease() throws SQLException {
        row("claimed", "pending", 1, 1, now - 1500, now + 10 * LEASE);
        row("deferred", "pending", 1, 1, now, now + LEASE / 2);
        row("due", "pending", 1, 1, now - 9000, now - 7000);

        assertThat(ResendRows.claimed(connection)).containsOnlyKeys("claimed");
    }

    @Test
    void only_what_is_pending_waits_and_only_what_is_sending_is_handed_over() throws SQLException {
        row("pending", "pending", 3, 2, now, now);
        row("sending", "sending", 4, 1, now, now);
        row("running", "running", 3, 2, now, now);

        assertThat(ResendRows.waiting(connection, Set.of("pending", "sending", "running", "gone")))
                .isEqualTo(Map.of("pending", new Stamp(3, 2, false), "sending", new Stamp(4, 1, true)));
    }

    @Test
    void a_resend_between_take_back_and_claim_is_seen() throws SQLException {
        row("taken back", "pending", 3, 1, now - 5000, now - 5000 + LEASE - 3);
        row("not applied", "pending", 1, 1, now - 5000, now - 1500);
        row("sending", "sending", 2, 1, now - 5000, now + 40_000);
        row("claimed again", "pending", 3, 1, now - 5000, now + 10 * LEASE);
        row("deferred again", "pending", 3, 2, now, now + LEASE / 2);
        row("accepted", "running", 3, 1, now, now);

        assertThat(standing("taken back")).isEqualTo(Standing.TAKEN_BACK);
        assertThat(standing("not applied")).isEqualTo(Standing.NOT_APPLIED);
        assertThat(standing("sending")).isEqualTo(Standing.SENDING);
        for (String id : Set.of("claimed again", "deferred again", "accepted", "removed")) {
            assertThat(standing(id)).as(id).isEqualTo(Standing.ELSEWHERE);
        }
    }
}
