package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.video.Status;

/** By the database's own plan: no query reads a table from end to end, or sorts what an index has in order. */
class IndexUseTest {
    @TempDir
    Path directory;
    private LedgerFixture fixture;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<String> plan(String sql) throws SQLException {
        List<String> steps = new ArrayList<>();
        try (Connection connection = fixture.source.getConnection();
                PreparedStatement statement = connection.prepareStatement("explain query plan " + sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                steps.add(row.getString("detail"));
            }
        }
        return steps;
    }

    @Test
    void aTaskIsFoundByItsKey() throws SQLException {
        assertThat(plan(TaskSql.FIND)).singleElement().asString().contains("SEARCH").contains("id=?");
        assertThat(plan(TaskSql.ADVANCE)).singleElement().asString().contains("SEARCH").contains("id=?");
    }

    @Test
    void aClaimReadsTheDueRowsInOrder() throws SQLException {
        assertThat(plan(TaskSql.CLAIM)).anyMatch(step -> step.contains("task_step (step=? AND due_at<?)"))
                .noneMatch(step -> step.contains("SCAN task") || step.contains("TEMP B-TREE"));
    }

    @Test
    void settlingReadsOnlyWhatWasBeingSent() throws SQLException {
        assertThat(plan(TaskSql.SETTLE)).anyMatch(step -> step.contains("task_step (step=?)"))
                .noneMatch(step -> step.contains("SCAN task"));
    }

    @Test
    void aPageOfOneStatusIsReadInOrder() throws SQLException {
        assertThat(plan(TaskSql.page(false))).singleElement().asString().contains("task_list (caller=? AND status=?");
        assertThat(plan(TaskSql.page(true))).singleElement().asString()
                .contains("task_list (caller=? AND status=? AND (created_at,id)<(?,?))");
    }

    @Test
    void aPageOfAllMergesOnePageOfEachStatus() throws SQLException {
        // When
        List<String> plan = plan(TaskSql.pageOfAll(true));
        // Then: what is sorted are the five parts, each no longer than the page
        assertThat(plan.stream().filter(step -> step.contains("SEARCH task"))).hasSize(Status.values().length)
                .allMatch(step -> step.contains("task_list (caller=? AND status=? AND (created_at,id)<(?,?))"));
        assertThat(plan).noneMatch(step -> step.contains("SCAN task"));
        for (int i = 0; i < plan.size(); i++) {
            if (plan.get(i).contains("TEMP B-TREE")) {
                assertThat(plan.get(i - 1)).isEqualTo("SCAN part");
            }
        }
    }

    @Test
    void countsReadIndexesOnly() throws SQLException {
        assertThat(plan(TaskSql.COUNTS)).filteredOn(step -> step.contains("task"))
                .allMatch(step -> step.contains("COVERING INDEX"))
                .anyMatch(step -> step.contains("task_step")).anyMatch(step -> step.contains("task_ended"));
    }
}
