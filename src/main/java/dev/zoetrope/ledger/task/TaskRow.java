package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;

/**
 * A task as a row of the database. Created on the thread that submits the write, so the only thread that writes does not
 * have to produce JSON.
 *
 * @param detail the JSON of the state; null for none
 * @param timeline what has happened, as {@link TimelineCodec} writes it
 * @param request the JSON of the request; null for a transition, which does not write it
 * @param heldPermit the send permission that a row in state {@code sending} must have, so that a transition may change it
 */
public record TaskRow(Task task, String detail, String timeline, String request, long heldPermit) {

    /** The number of the request's column, and of the first column after {@link TaskSql#COLUMNS}. */
    public static final int REQUEST_COLUMN = TaskColumn.REQUEST.position();
    public static final int FIRST_EXTRA_COLUMN = TaskColumn.values().length + 1;

    /** A row to be inserted. */
    public static TaskRow forInsert(Task task) {
        return new TaskRow(task, StateCodec.write(task.state()), TimelineCodec.write(task.timeline()),
                RequestCodec.write(task.request()), task.permit());
    }

    /** A row for a transition, without the values that never change. */
    static TaskRow forTransition(Task task, long heldPermit) {
        return new TaskRow(task, StateCodec.write(task.state()), TimelineCodec.write(task.timeline()), null, heldPermit);
    }

    /** Binds the first parameters of {@link TaskSql#INSERT}; returns the number of the next one. */
    public int bindInsert(PreparedStatement statement) throws SQLException {
        return TaskColumn.bind(statement, TaskColumn.INSERTED, this);
    }

    /** Binds the parameters of {@link TaskSql#TRANSITION}. */
    void bindTransition(PreparedStatement statement) throws SQLException {
        int next = TaskColumn.bind(statement, TaskColumn.CHANGED, this);
        statement.setString(next++, task.id().value());
        statement.setLong(next++, task.version() - 1);
        statement.setLong(next, heldPermit);
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
        long due = row.getLong(TaskColumn.DUE_AT.position());
        Instant dueAt = row.wasNull() ? null : Instant.ofEpochMilli(due);
        int seconds = row.getInt(TaskColumn.ESTIMATE.position());
        Integer estimate = row.wasNull() ? null : seconds;
        TaskState state = StateCodec.read(text(row, TaskColumn.STATE), text(row, TaskColumn.VENDOR_ID),
                row.getInt(TaskColumn.PROGRESS.position()), estimate, text(row, TaskColumn.DETAIL));
        return new Task(new TaskId(text(row, TaskColumn.ID)), new Caller(text(row, TaskColumn.CALLER)),
                RequestCodec.read(text(row, TaskColumn.REQUEST)), state, time(row, TaskColumn.CREATED_AT),
                time(row, TaskColumn.UPDATED_AT), dueAt, row.getInt(TaskColumn.ATTEMPTS.position()),
                row.getLong(TaskColumn.VERSION.position()), text(row, TaskColumn.ORIGIN),
                row.getLong(TaskColumn.PERMIT.position()), state instanceof TaskState.Pending ? null : pin(row),
                row.getInt(TaskColumn.HIDDEN.position()) != 0, TimelineCodec.read(text(row, TaskColumn.TIMELINE)));
    }

    private static Pin pin(ResultSet row) throws SQLException {
        String vendor = text(row, TaskColumn.VENDOR);
        return vendor.isEmpty() ? null : new Pin(vendor, text(row, TaskColumn.VENDOR_KEY));
    }

    private static String text(ResultSet row, TaskColumn column) throws SQLException {
        return row.getString(column.position());
    }

    private static Instant time(ResultSet row, TaskColumn column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column.position()));
    }
}
