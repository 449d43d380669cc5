package dev.zoetrope.ledger.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.zoetrope.fake.Postgres;
import dev.zoetrope.ledger.jdbc.SqlDialect;
import dev.zoetrope.ledger.retry.RetrySql;
import dev.zoetrope.ledger.sql.LedgerFixture;
import io.agroal.api.AgroalDataSource;

/** The query plans of PostgreSQL with many rows, few of them live: no frequent query scans the table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresPlanTest {
    /** One row in a hundred is live. */
    private static final String ROWS = """
            insert into task (id, caller, created_at, state, status, step, version, updated_at, due_at, attempts,
                vendor_id, progress, request, fingerprint, reply_until)
            select 'task-unified-1-' || i, 'caller-' || i % 50, i, case when i % 100 = 0 then 'running' else 'completed' end,
                case when i % 100 = 0 then 'processing' else 'completed' end,
                case when i % 100 <> 0 then null when i % 200 = 0 then 'ask' else 'send' end, 1, i,
                case when i % 100 = 0 then i end, 1, 'vendor-' || i, 50, repeat('a request', 80), i, case when i % 100 = 0 then i end
            from generate_series(1, 100000) as i""";
    private AgroalDataSource source;

    @BeforeAll
    void fill() throws SQLException {
        source = LedgerFixture.postgres(Postgres.fresh() + "&preferQueryMode=simple");
        Flyway.configure().dataSource(source).load().migrate();
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(ROWS);
            statement.execute("vacuum analyze task");
        }
    }

    @AfterAll
    void close() {
        source.close();
    }

    /** The generic plan, which the server uses for a prepared statement whatever its parameters. */
    private String plan(String sql) throws SQLException {
        StringBuilder numbered = new StringBuilder("explain (generic_plan) ");
        int parameter = 0;
        for (char c : SqlDialect.POSTGRESQL.translate(sql).toCharArray()) {
            if (c == '?') {
                numbered.append('$').append(++parameter);
            } else {
                numbered.append(c);
            }
        }
        StringBuilder plan = new StringBuilder();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(numbered.toString())) {
            while (row.next()) {
                plan.append(row.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    @Test
    void a_task_is_found_by_its_key() throws SQLException {
        assertThat(plan(TaskSql.FIND)).contains("task_pkey").doesNotContain("Seq Scan");
        assertThat(plan(TaskSql.TRANSITION)).contains("task_pkey").doesNotContain("Seq Scan");
        assertThat(plan(RetrySql.MARK_ANSWER)).contains("task_pkey").doesNotContain("Seq Scan");
    }

    @Test
    void claims_read_the_due_rows_and_pass_over_those_of_others() throws SQLException {
        assertThat(plan(TaskSql.CLAIM)).contains("task_step").contains("LockRows").contains("CTE chosen")
                .doesNotContain("Seq Scan");
        assertThat(plan(TaskSql.CLAIM_FAIRLY)).contains("task_step").contains("LockRows").contains("CTE chosen")
                .doesNotContain("Seq Scan");
    }

    @Test
    void settling_and_removing_read_their_own_rows_only() throws SQLException {
        assertThat(plan(TaskSql.FAIL_BATCH)).contains("task_step").contains("LockRows").doesNotContain("Seq Scan");
        assertThat(plan(TaskSql.OLDEST_ENDED)).contains("task_ended").doesNotContain("Seq Scan");
    }

    @Test
    void lists_and_meters_read_indexes() throws SQLException {
        assertThat(plan(TaskSql.page(true))).contains("task_list").doesNotContain("Seq Scan");
        assertThat(plan(TaskSql.pageOfAll(true))).contains("task_list").doesNotContain("Seq Scan");
        for (boolean oldestFirst : new boolean[] { false, true }) {
            assertThat(plan(TaskSql.pageOfShown(oldestFirst, true))).contains("task_shown").doesNotContain("Seq Scan")
                    .doesNotContain("Sort");
        }
        assertThat(plan(TaskSql.PENDING_BY_CALLER)).contains("task_step").doesNotContain("Seq Scan");
        // nearly all rows are ended here, so PostgreSQL may read the table to count them
        assertThat(plan(TaskSql.COUNT_BY_STATUS)).contains("Index Only Scan using task_step");
        assertThat(plan(TaskSql.LAST_COMPLETED)).contains("task_ended").doesNotContain("Seq Scan").doesNotContain("Sort");
    }

    @Test
    void who_was_away_is_told_by_indexes() throws SQLException {
        assertThat(plan(TaskSql.ENDED_SINCE)).contains("task_ended").doesNotContain("Seq Scan");
        // this query is planned for each execution, with its parameter: a recent time
        assertThat(plan(TaskSql.CHANGED_SINCE.replace("?", "99900"))).contains("task_ended").contains("task_step")
                .doesNotContain("Seq Scan");
        assertThat(plan(TaskSql.FIND_BY_IDS)).contains("task_pkey").doesNotContain("Seq Scan");
    }

    @Test
    void retries_are_looked_up_by_their_small_indexes() throws SQLException {
        assertThat(plan(RetrySql.findByKey(2))).contains("task_key").doesNotContain("Seq Scan");
        assertThat(plan(RetrySql.findUnanswered(2))).contains("task_unanswered").doesNotContain("Seq Scan");
        assertThat(plan(RetrySql.FIND_ANSWERED)).contains("task_answered").doesNotContain("Seq Scan");
    }
}
