package dev.zoetrope.ledger.jdbc;

import static dev.zoetrope.ledger.sql.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.zoetrope.fake.LogLines;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.Delivery;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.outbox.SqlOutbox;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.agroal.api.AgroalDataSource;

/** The baseline, and databases that are older or newer than it. */
@ParameterizedClass(name = "{0}")
@EnumSource(SqlDialect.class)
class SchemaMigrationTest {
    private static final String SETTING = "zoetrope.setting";
    private static final List<String> TABLES = List.of("task", "delivery", "secret", "watermark", "flyway_schema_history");
    private static final String LATER = "insert into flyway_schema_history select installed_rank + 1000, '9999', description, "
            + "type, script, checksum, installed_by, installed_on, execution_time, success from flyway_schema_history limit 1";

    @Parameter
    SqlDialect dialect;
    @TempDir
    Path empty;
    @TempDir
    Path old;
    @TempDir
    Path scripts;
    private AgroalDataSource emptyDatabase;
    /** Of version 8, made by the migrations before the baseline. */
    private AgroalDataSource oldDatabase;

    @BeforeEach
    void open() throws SQLException {
        emptyDatabase = LedgerFixture.source(dialect, empty);
        if (dialect == SqlDialect.SQLITE) {
            Version8.copyTo(old);
        }
        oldDatabase = LedgerFixture.source(dialect, old);
        if (dialect == SqlDialect.POSTGRESQL) {
            try (Connection connection = oldDatabase.getConnection()) {
                Version8.createIn(connection);
            }
        }
    }

    @AfterEach
    void close() {
        emptyDatabase.close();
        oldDatabase.close();
    }

    @Test
    void the_baseline_makes_the_tables_of_the_migrations_before_it() throws SQLException {
        // When
        Flyway.configure().dataSource(emptyDatabase).target("8").load().migrate();
        // Then
        assertThat(schema(emptyDatabase)).isEqualTo(schema(oldDatabase)).hasSizeGreaterThan(TABLES.size() + 10);
    }

    @Test
    void a_database_of_version_8_keeps_all_its_rows_and_its_history() throws SQLException {
        List<String> before = rows(oldDatabase);
        try (LogLines log = LogLines.all()) {
            // When
            migrate(oldDatabase);
            migrate(oldDatabase);
            // Then: nothing is said
            assertThat(log.with("org.flywaydb", "WARN")).isEmpty();
        }
        List<String> after = rows(oldDatabase);
        assertThat(after).hasSize(before.size() + 4).hasSizeGreaterThan(20);
        assertThat(before).allSatisfy(row -> assertThat(after).anyMatch(now -> now.startsWith(row)));
        assertThat(query(oldDatabase, "select distinct vendor, vendor_key from task")).containsExactly("default | ");
        assertThat(query(oldDatabase, "select distinct hidden from task")).containsExactly("0");
        assertThat(query(oldDatabase, "select distinct timeline from task")).containsExactly("");
    }

    @Test
    void the_ledger_works_with_a_database_of_version_8() {
        try (LedgerFixture fixture = new LedgerFixture(dialect, old)) {
            // Every row is read
            List<Task> tasks = get(fixture.ledger.list(Tasks.ALICE, Optional.empty(), 100, Optional.empty())).orElseThrow();
            assertThat(tasks).extracting(task -> name(task) + " " + task.state().getClass().getSimpleName())
                    .containsExactly("cancel00 Cancelled", "deadline Failed", "unknown0 Failed", "refused0 Failed",
                            "copydue0 Completed", "complete Completed", "running0 Running", "queued00 Running",
                            "sending0 Sending", "pending0 Pending");
            assertThat(tasks.get(5).state()).isEqualTo(new TaskState.Completed("vendor-complete",
                    List.of(new Result("https://cdn.example.com/v/42.mp4", "video/mp4")), "{\"seconds\":5}"));
            assertThat(Requests.text(tasks.get(5).request(), "prompt")).isEqualTo("fog over complete");
            assertThat(get(new SqlOutbox(fixture.ledger).list(Tasks.ALICE, Optional.empty(), Optional.empty(), 100,
                    Optional.empty()))).extracting(Delivery::event).containsExactly("cancelled", "failed.submission_unknown",
                            "failed.bad_prompt", "completed", "completed");
            // A retry finds its first try
            Task first = tasks.get(9);
            Task retry = Creates.task(Tasks.ALICE, Tasks.T0.plusSeconds(60), first.request());
            assertThat(get(fixture.ledger.create(Creates.create(retry, "key-1", 0, new Creates.TakesFirst()))))
                    .isInstanceOfSatisfying(CreateResult.Repeat.class, repeat -> assertThat(repeat.task().id())
                            .isEqualTo(first.id()));
            // Due work is claimed, and a new create is stored
            assertThat(get(fixture.ledger.claimDue(DueKind.POLL, Tasks.T0.plusSeconds(7200), Creates.ANSWER, 10)))
                    .extracting(SchemaMigrationTest::name).containsExactlyInAnyOrder("queued00", "running0", "deadline");
            Task created = Creates.task(Tasks.ALICE, Tasks.T0.plusSeconds(7200), Tasks.REQUEST);
            assertThat(get(fixture.ledger.create(Creates.create(created, null, 0, new Creates.TakesFirst()))))
                    .isInstanceOf(CreateResult.New.class);
            assertThat(get(fixture.ledger.find(created.id()))).contains(created);
        }
    }

    @Test
    void a_migration_after_the_baseline_changes_new_and_old_databases() throws Exception {
        migrate(emptyDatabase);
        Files.writeString(scripts.resolve("V1000__later.sql"), "alter table watermark add column later bigint;");
        for (AgroalDataSource source : List.of(emptyDatabase, oldDatabase)) {
            // When
            SchemaMigration.migrate(Flyway.configure().configuration(LedgerFixture.flyway(source).getConfiguration())
                    .locations("classpath:db/migration", "filesystem:" + scripts).load(), SETTING);
            // Then
            assertThat(query(source, "select count(later) from watermark")).containsExactly("0");
            assertThatThrownBy(() -> migrate(source)).hasMessageContaining("later version (1000)");
        }
    }

    @Test
    void a_database_of_a_later_version_is_refused_and_stays_as_it_is() throws Exception {
        migrate(emptyDatabase);
        execute(emptyDatabase, LATER);
        execute(oldDatabase, LATER);
        for (AgroalDataSource source : List.of(emptyDatabase, oldDatabase)) {
            assertRefused(source, ": the database is of a later version (9999) than this program");
        }
    }

    @Test
    void a_database_from_before_version_8_is_refused_and_stays_as_it_is() throws Exception {
        execute(oldDatabase, "delete from flyway_schema_history where version = '8'");
        assertRefused(oldDatabase, ": the database is of an earlier version (7) than this program can migrate (8)");
    }

    @Test
    void a_database_with_a_failed_migration_is_refused_and_stays_as_it_is() throws Exception {
        execute(oldDatabase, "update flyway_schema_history set success = false where version = '8'");
        assertRefused(oldDatabase, ": a migration of the tables has failed earlier");
    }

    @Test
    void only_a_sqlite_database_with_exactly_this_baseline_is_current() throws SQLException {
        assertThat(SchemaMigration.isCurrent(emptyDatabase)).isFalse();
        migrate(emptyDatabase);
        // False if the file of the baseline has changed, or if there are migrations after it
        assertThat(SchemaMigration.isCurrent(emptyDatabase)).isEqualTo(dialect == SqlDialect.SQLITE);

        for (String change : List.of("success = false", "checksum = 1", "checksum = null", "version = '7'", "version = null",
                "type = 'SQL'", "description = 'other'")) {
            execute(emptyDatabase, "create table kept as select * from flyway_schema_history");
            execute(emptyDatabase, "update flyway_schema_history set " + change);
            assertThat(SchemaMigration.isCurrent(emptyDatabase)).as(change).isFalse();
            execute(emptyDatabase, "delete from flyway_schema_history");
            assertThat(SchemaMigration.isCurrent(emptyDatabase)).isFalse();
            execute(emptyDatabase, "insert into flyway_schema_history select * from kept");
            execute(emptyDatabase, "drop table kept");
            assertThat(SchemaMigration.isCurrent(emptyDatabase)).isEqualTo(dialect == SqlDialect.SQLITE);
        }
        execute(emptyDatabase, LATER);
        assertThat(SchemaMigration.isCurrent(emptyDatabase)).isFalse();
        migrate(oldDatabase);
        assertThat(SchemaMigration.isCurrent(oldDatabase)).isFalse();
    }

    private void assertRefused(AgroalDataSource source, String reason) throws IOException, SQLException {
        List<String> rows = rows(source);
        byte[] file = file();
        assertThatThrownBy(() -> migrate(source)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(SETTING + reason).hasNoCause();
        assertThat(rows(source)).isEqualTo(rows);
        assertThat(file()).isEqualTo(file);
    }

    private byte[] file() throws IOException {
        return dialect == SqlDialect.SQLITE ? Files.readAllBytes(old.resolve("zoetrope.db")) : new byte[0];
    }

    private static void migrate(AgroalDataSource source) {
        SchemaMigration.migrate(LedgerFixture.flyway(source), SETTING);
    }

    private static String name(Task task) {
        return task.id().value().substring("task-unified-1772366400-".length());
    }

    /** Every row of every table, the history of the migrations included. */
    private static List<String> rows(AgroalDataSource source) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : TABLES) {
            rows.addAll(query(source, "select '" + table + "', t.* from " + table + " t order by 2"));
        }
        return rows;
    }

    /** Every column, constraint and index, as the database describes them. */
    private List<String> schema(AgroalDataSource source) throws SQLException {
        if (dialect == SqlDialect.SQLITE) {
            return query(source, "select type, name, sql from sqlite_master order by type, name").stream()
                    .map(each -> each.replaceAll("--[^\n]*", "").replaceAll("\\s+", " ").replaceAll(" ?([(),]) ?", "$1"))
                    .toList();
        }
        List<String> found = query(source,
                "select attrelid::regclass::text, attnum, attname, format_type(atttypid, atttypmod), "
                        + "attnotnull, attcollation::regcollation, pg_get_expr(adbin, adrelid) from pg_attribute "
                        + "join pg_class c on c.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum "
                        + "where relnamespace = current_schema()::regnamespace and relkind = 'r' and attnum > 0 order by 1, 2");
        found.addAll(query(source, "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint "
                + "where connamespace = current_schema()::regnamespace order by 1, 2"));
        found.addAll(query(source, "select replace(indexdef, schemaname || '.', '') from pg_indexes "
                + "where schemaname = current_schema() order by indexname"));
        return found;
    }

    private static void execute(AgroalDataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static List<String> query(AgroalDataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                StringJoiner columns = new StringJoiner(" | ");
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(row.getString(i));
                }
                rows.add(columns.toString());
            }
            return rows;
        }
    }
}
