package dev.zoetrope.ledger.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.ledger.MillionRows;
import dev.zoetrope.ledger.retry.RetrySql;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.video.Status;

/**
 * The query plans of SQLite with a million rows: no statement scans a table, or sorts rows that an index has in order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexUseTest {
    @TempDir
    static Path directory;
    private LedgerFixture fixture;

    @BeforeAll
    void fill() throws SQLException {
        fixture = MillionRows.in(directory);
    }

    @AfterAll
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
    void a_task_is_found_by_its_key() throws SQLException {
        assertThat(plan(TaskSql.FIND)).singleElement().asString().contains("SEARCH").contains("id=?");
        assertThat(plan(TaskSql.TRANSITION)).singleElement().asString().contains("SEARCH").contains("id=?");
    }

    @Test
    void a_claim_reads_the_due_rows_in_order() throws SQLException {
        assertThat(plan(TaskSql.CLAIM)).anyMatch(step -> step.contains("task_step (step=? AND due_at<?)"))
                .noneMatch(step -> step.contains("SCAN task") || step.contains("TEMP B-TREE"));
    }

    @Test
    void a_claim_in_turn_reads_the_index_of_the_waiting_only() throws SQLException {
        assertThat(plan(TaskSql.CLAIM_FAIRLY)).anyMatch(step -> step.contains("task_step (step=? AND due_at<?)"))
                .noneMatch(step -> step.contains("SCAN task"));
    }

    @Test
    void what_waits_is_counted_in_the_index() throws SQLException {
        assertThat(plan(TaskSql.PENDING_BY_CALLER)).first().asString().contains("COVERING INDEX task_step (step=?)");
    }

    @Test
    void the_last_completed_are_read_in_order() throws SQLException {
        assertThat(plan(TaskSql.LAST_COMPLETED)).singleElement().asString().contains("task_ended (status=?)");
    }

    @Test
    void a_removal_reads_the_oldest_of_each_end() throws SQLException {
        // When
        List<String> plan = plan(TaskSql.OLDEST_ENDED);
        // Then: only the three parts are sorted, each of which has at most the size of the batch
        assertThat(plan).filteredOn(step -> step.contains("task_ended (status=? AND updated_at<?)")).hasSize(3);
        assertThat(plan).noneMatch(step -> step.contains("SCAN task"));
    }

    @Test
    void an_earlier_create_is_found_by_its_key() throws SQLException {
        for (int rows : new int[] { 1, 2, RetrySql.MAX_ROWS }) {
            assertThat(plan(RetrySql.findByKey(rows)))
                    .anyMatch(step -> step.contains("SEARCH t USING INDEX task_key (caller=? AND idempotency_key=?)"))
                    .noneMatch(step -> step.contains("SCAN t"));
        }
    }

    @Test
    void an_unanswered_create_is_found_by_its_body() throws SQLException {
        for (int rows : new int[] { 1, 2, RetrySql.MAX_ROWS }) {
            assertThat(plan(RetrySql.findUnanswered(rows)))
                    .anyMatch(step -> step
                            .contains("SEARCH t USING INDEX task_unanswered (fingerprint=? AND created_at>?)"))
                    .anyMatch(step -> step.contains("SEARCH u USING INDEX task_unanswered"))
                    .noneMatch(step -> step.contains("SCAN t") || step.contains("SCAN u"));
        }
    }

    @Test
    void an_answered_create_is_found_by_its_time() throws SQLException {
        assertThat(plan(RetrySql.FIND_ANSWERED)).singleElement().asString()
                .contains("SEARCH t USING INDEX task_answered (caller=? AND created_at>?)");
    }

    @Test
    void what_has_ended_since_is_read_in_the_order_of_the_ends() throws SQLException {
        // When
        List<String> plan = plan(TaskSql.ENDED_SINCE);
        // Then
        assertThat(plan).filteredOn(step -> step.contains("task_ended (status=? AND updated_at>?)")).hasSize(3);
        assertThat(plan).noneMatch(step -> step.contains("SCAN task"));
        assertThat(plan(TaskSql.FIND_BY_IDS)).singleElement().asString().contains("SEARCH").contains("id=?");
    }

    @Test
    void marks_find_their_row_by_its_id() throws SQLException {
        for (String sql : List.of(RetrySql.MARK_ANSWER, RetrySql.ASSIGN_TO_RETRY, RetrySql.RELEASE_KEY)) {
            assertThat(plan(sql)).singleElement().asString().contains("SEARCH").contains("id=?");
        }
    }

    @Test
    void a_vendor_id_is_checked_in_its_index() throws SQLException {
        assertThat(plan("select id from task where vendor_id = ?")).singleElement().asString()
                .contains("task_vendor_id");
    }

    @Test
    void settling_reads_only_what_was_being_sent() throws SQLException {
        assertThat(plan(TaskSql.FAIL_BATCH)).anyMatch(step -> step.contains("task_step (step=?)"))
                .noneMatch(step -> step.contains("SCAN task"));
    }

    @Test
    void a_page_of_one_status_is_read_in_order() throws SQLException {
        assertThat(plan(TaskSql.page(false))).singleElement().asString().contains("task_list (caller=? AND status=?");
        assertThat(plan(TaskSql.page(true))).singleElement().asString()
                .contains("task_list (caller=? AND status=? AND (created_at,id)<(?,?))");
    }

    @Test
    void a_page_of_all_merges_one_page_of_each_status() throws SQLException {
        // When
        List<String> plan = plan(TaskSql.pageOfAll(true));
        // Then: only the five parts are sorted, each of which has at most the size of the page
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
    void a_page_of_what_is_shown_is_read_in_order() throws SQLException {
        for (boolean oldestFirst : new boolean[] { false, true }) {
            assertThat(plan(TaskSql.pageOfShown(oldestFirst, false))).singleElement().asString()
                    .contains("task_shown (caller=?)");
            assertThat(plan(TaskSql.pageOfShown(oldestFirst, true))).singleElement().asString()
                    .contains("task_shown (caller=? AND (created_at,id)" + (oldestFirst ? ">" : "<") + "(?,?))");
        }
        assertThat(plan(TaskSql.HIDE)).singleElement().asString().contains("SEARCH").contains("id=?");
    }

    @Test
    void counts_read_indexes_only() throws SQLException {
        assertThat(plan(TaskSql.COUNT_BY_STATUS)).filteredOn(step -> step.contains("task"))
                .allMatch(step -> step.contains("COVERING INDEX"))
                .anyMatch(step -> step.contains("task_step")).anyMatch(step -> step.contains("task_ended"));
    }
}
