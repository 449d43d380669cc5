package dev.zoetrope.ledger.outbox;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.zoetrope.ledger.DeliveryState;
import dev.zoetrope.ledger.sql.LedgerFixture;

/** The query plans of SQLite: no statement of the outbox scans the table, or sorts rows that an index returns in order. */
class DeliveryPlanTest {
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
        assertThat(steps).noneMatch(step -> step.startsWith("SCAN delivery") && !step.contains("USING"));
        return steps;
    }

    @Test
    void the_receivers_are_found_from_one_entry_of_the_index_to_the_next() throws SQLException {
        List<String> plan = plan(OutboxSql.FIND_RECEIVERS);

        assertThat(plan).filteredOn(step -> step.contains("delivery_due (receiver>?)")).hasSize(2);
        assertThat(plan).filteredOn(step -> step.contains("delivery_due (receiver=?")).hasSize(1);
    }

    @Test
    void a_claim_reads_one_receivers_due_rows_in_order() throws SQLException {
        assertThat(plan(OutboxSql.CLAIM)).anyMatch(step -> step.contains("delivery_due (receiver=? AND due_at<?)"))
                .noneMatch(step -> step.contains("TEMP B-TREE"));
    }

    @Test
    void what_is_written_of_a_try_is_found_by_its_id() throws SQLException {
        assertThat(plan(OutboxSql.RECORD_ATTEMPT)).singleElement().asString().contains("(id=?)");
    }

    @Test
    void what_waits_is_counted_in_the_index() throws SQLException {
        assertThat(plan(OutboxSql.COUNT_WAITING)).singleElement().asString().contains("INDEX delivery_due");
    }

    @ParameterizedTest
    @EnumSource(DeliveryState.class)
    void a_filtered_list_reads_a_page_in_order(DeliveryState state) throws SQLException {
        String index = state == DeliveryState.DELIVERED ? "delivery_list (caller=?" : "delivery_open (caller=? AND state=?";

        assertThat(plan(OutboxSql.page(false, state, true))).singleElement().asString().contains(index);
    }

    @Test
    void a_list_reads_a_page_in_order() throws SQLException {
        assertThat(plan(OutboxSql.page(false, null, false))).singleElement().asString().contains("delivery_list (caller=?");
    }
}
