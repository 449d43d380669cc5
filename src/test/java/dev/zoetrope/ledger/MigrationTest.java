package dev.zoetrope.ledger;

import static dev.zoetrope.ledger.sql.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/** The migration of rows that an earlier version wrote. */
class MigrationTest {
    private static final String ROW = "insert into task (id, caller, created_at, state, status, step, version, "
            + "updated_at, attempts, vendor_id, progress, request) values ('%s', 'alice', 1000, '%s', 'pending', '%s', 1, "
            + "2000, 1, %s, 0, '{\"model\":\"wan-2.7-image-to-video\",\"mode\":\"image-to-video\"}')";

    @TempDir
    Path directory;

    @Test
    void what_the_first_version_accepted_is_asked_about_at_last() throws Exception {
        // Given: rows of the first version, which planned no poll of an accepted task
        try (var source = LedgerFixture.source(directory)) {
            Flyway.configure().dataSource(source).target("1").load().migrate();
            try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
                statement.executeUpdate(ROW.formatted("task-unified-1-running0", "running", "ask", "'vendor-1'"));
                statement.executeUpdate(ROW.formatted("task-unified-1-sending0", "sending", "settle", "null"));
            }
        }
        // When
        try (LedgerFixture fixture = new LedgerFixture(directory)) {
            List<Task> toAsk = get(fixture.ledger.claimDue(DueKind.POLL, Tasks.T0, Creates.ANSWER, 10));
            Task sending = get(fixture.ledger.find(new TaskId("task-unified-1-sending0"))).orElseThrow();
            // Then
            assertThat(toAsk).extracting(Task::id).containsExactly(new TaskId("task-unified-1-running0"));
            assertThat(sending.dueAt()).isNull();
        }
    }
}
