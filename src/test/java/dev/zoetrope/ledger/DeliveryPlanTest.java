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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** By SQLite's own plan no statement of the outbox reads the table from end to end, or sorts what an index has in order. */
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
    void theReceiversAreFoundFromOneEntryOfTheIndexToTheNext() throws SQLException {
        List<String> plan = plan(OutboxSql.RECEIVERS);

        assertThat(plan).filteredOn(step -> step.contains("delivery_due (receiver>?)")).hasSize(2);
        assertThat(plan).filteredOn(step -> step.contains("delivery_due (receiver=?")).hasSize(1);
    }

    @Test
    void aClaimReadsOneReceiversDueRowsInOrder() throws SQLException {
        assertThat(plan(OutboxSql.CLAIM)).anyMatch(step -> step.contains("delivery_due (receiver=? AND due_at<?)"))
                .noneMatch(step -> step.contains("TEMP B-TREE"));
    }

    @Test
    void whatIsWrittenOfATryIsFoundByItsId() throws SQLException {
        assertThat(plan(OutboxSql.TRIED)).singleElement().asString().contains("(id=?)");
    }

    @Test
    void whatWaitsIsCountedInTheIndex() throws SQLException {
        assertThat(plan(OutboxSql.WAITING)).singleElement().asString().contains("INDEX delivery_due");
    }

    @ParameterizedTest
    @EnumSource(DeliveryState.class)
    void aFilteredListReadsAPageInOrder(DeliveryState state) throws SQLException {
        String index = state == DeliveryState.DELIVERED ? "delivery_list (caller=?" : "delivery_open (caller=? AND state=?";

        assertThat(plan(OutboxSql.page(false, state, true))).singleElement().asString().contains(index);
    }

    @Test
    void aListReadsAPageInOrder() throws SQLException {
        assertThat(plan(OutboxSql.page(false, null, false))).singleElement().asString().contains("delivery_list (caller=?");
    }
}
