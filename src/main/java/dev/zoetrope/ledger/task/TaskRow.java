package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;

/**
 * A task as a row of the database. Created on the thread that submits the write, so the only thread that writes does not
 * have to produce JSON.
 *
 * @param detail the JSON of the state; null for none
 * @param request the JSON of the request; null for a transition, which does not write it
 */
public record TaskRow(Task task, String detail, String request) {

    /** The number of the request's column, and of the first column after {@link TaskSql#COLUMNS}. */
    public static final int REQUEST_COLUMN = 13;
    public static final int FIRST_EXTRA_COLUMN = 16;

    /** A row to be inserted. */
    public static TaskRow forInsert(Task task) {
        return new TaskRow(task, StateCodec.write(task.state()), RequestCodec.write(task.request()));
    }

    /** A row for a transition, without the values that never change. */
    static TaskRow forTransition(Task task) {
        return new TaskRow(task, StateCodec.write(task.state()), null);
    }

    /** Binds the first parameters of {@link TaskSql#INSERT}; returns the number of the next one. */
    public int bindInsert(PreparedStatement statement) throws SQLException {
        statement.setString(1, task.id().value());
        statement.setString(2, task.caller().id());
        statement.setLong(3, task.createdAt().toEpochMilli());
        statement.setString(4, request);
        statement.setString(5, task.origin());
        return bindState(statement, 6);
    }

    /** Binds the parameters of {@link TaskSql#TRANSITION}. */
    void bindTransition(PreparedStatement statement) throws SQLException {
        int next = bindState(statement, 1);
        statement.setLong(next++, task.permit());
        statement.setString(next++, task.id().value());
        statement.setLong(next++, task.version() - 1);
        statement.setLong(next, task.permit());
    }

    private int bindState(PreparedStatement statement, int first) throws SQLException {
        TaskState state = task.state();
        DueKind kind = DueKind.of(task);
        int i = first;
        statement.setString(i++, StateCodec.stateValue(state));
        statement.setString(i++, state.status().value());
        statement.setString(i++, kind == null ? null : kind.column());
        statement.setLong(i++, task.version());
        statement.setLong(i++, task.updatedAt().toEpochMilli());
        if (task.dueAt() == null) {
            statement.setNull(i++, Types.BIGINT);
        } else {
            statement.setLong(i++, task.dueAt().toEpochMilli());
        }
        statement.setInt(i++, task.attempts());
        statement.setString(i++, state.vendorId());
        statement.setInt(i++, state.progress());
        if (state.estimatedSeconds() == null) {
            statement.setNull(i++, Types.INTEGER);
        } else {
            statement.setInt(i++, state.estimatedSeconds());
        }
        statement.setString(i++, detail);
        return i;
    }

    /** Executes the query and reads the columns {@link TaskSql#COLUMNS} of each row. */
    static List<Task> readAll(PreparedStatement statement) throws SQLException {
        List<Task> tasks = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                tasks.add(read(row));
            }
        }
        return tasks;
    }

    /** Reads the columns {@link TaskSql#COLUMNS}. */
    public static Task read(ResultSet row) throws SQLException {
        TaskId id = new TaskId(row.getString(1));
        Caller caller = new Caller(row.getString(2));
        String state = row.getString(3);
        long version = row.getLong(4);
        Instant createdAt = Instant.ofEpochMilli(row.getLong(5));
        Instant updatedAt = Instant.ofEpochMilli(row.getLong(6));
        long due = row.getLong(7);
        Instant dueAt = row.wasNull() ? null : Instant.ofEpochMilli(due);
        int attempts = row.getInt(8);
        String vendorId = row.getString(9);
        int progress = row.getInt(10);
        int seconds = row.getInt(11);
        Integer estimate = row.wasNull() ? null : seconds;
        TaskState read = StateCodec.read(state, vendorId, progress, estimate, row.getString(12));
        return new Task(id, caller, RequestCodec.read(row.getString(REQUEST_COLUMN)), read, createdAt, updatedAt, dueAt,
                attempts,
                version, row.getString(14), row.getLong(15));
    }
}
