package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

import dev.zoetrope.ledger.DueKind;

/**
 * The columns of a task, in the order in which queries select them; {@link TaskRow#read} reads them. The table has further
 * columns, which detect retries. A new column needs a constant here, its reading in {@link TaskRow#read}, and a migration.
 */
enum TaskColumn {
    ID("text", row -> row.task().id().value()),
    CALLER("text", row -> row.task().caller().id()),
    CREATED_AT("bigint", row -> row.task().createdAt().toEpochMilli()),
    REQUEST("text", TaskRow::request),
    ORIGIN("text", row -> row.task().origin()),
    STATE("text", row -> StateCodec.stateValue(row.task().state())),
    STATUS("text", row -> row.task().status().value()),
    STEP("text", row -> DueKind.column(row.task())),
    VERSION("bigint", row -> row.task().version()),
    UPDATED_AT("bigint", row -> row.task().updatedAt().toEpochMilli()),
    DUE_AT("bigint", row -> millis(row.task().dueAt())),
    ATTEMPTS("integer", row -> row.task().attempts()),
    VENDOR("text", row -> row.task().pin() == null ? "" : row.task().pin().vendor()),
    VENDOR_KEY("text", row -> row.task().pin() == null ? "" : row.task().pin().key()),
    VENDOR_ID("text", row -> row.task().state().vendorId()),
    PROGRESS("integer", row -> row.task().state().progress()),
    ESTIMATE("integer", row -> row.task().state().estimatedSeconds()),
    TIMELINE("text", TaskRow::timeline),
    DETAIL("text", TaskRow::detail),
    PERMIT("bigint", row -> row.task().permit()),
    /** Only {@link HideTask} writes it: an update that sets it would write its index again. */
    HIDDEN("integer", row -> row.task().hidden() ? 1 : 0);

    /** The columns of an insert; the others of a new row have the defaults of their columns. */
    static final Set<TaskColumn> INSERTED = EnumSet.range(ID, DETAIL);
    /** The columns that a transition writes. */
    static final Set<TaskColumn> CHANGED = EnumSet.range(STATE, PERMIT);

    private final String type;
    private final Function<TaskRow, Object> value;

    /**
     * A column.
     *
     * @param type its type in PostgreSQL
     * @param value gets its value: a text, an integer, a long or null
     */
    TaskColumn(String type, Function<TaskRow, Object> value) {
        this.type = type;
        this.value = value;
    }

    private static Long millis(Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String type() {
        return type;
    }

    /** The value of this column; null for SQL's null. */
    Object of(TaskRow row) {
        return value.apply(row);
    }

    /** The number of this column in the result of a query that selects all. */
    int position() {
        return ordinal() + 1;
    }

    /** Binds the columns to the first parameters; returns the number of the next one. */
    static int bind(PreparedStatement statement, Set<TaskColumn> columns, TaskRow row) throws SQLException {
        int next = 1;
        for (TaskColumn column : columns) {
            statement.setObject(next++, column.of(row), column.sqlType());
        }
        return next;
    }

    private int sqlType() {
        return switch (type) {
            case "bigint" -> Types.BIGINT;
            case "integer" -> Types.INTEGER;
            default -> Types.VARCHAR;
        };
    }
}
