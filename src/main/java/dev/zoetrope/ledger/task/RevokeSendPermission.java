package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;

/**
 * Revokes the send permissions of one process and no other: if the row is {@code sending} with one of them, it becomes
 * {@code pending} again. If the connection broke, the commit that wrote the permission may still be running on the server.
 * So the row is locked first, which waits for that commit.
 *
 * <p>
 * The version is the one after that of the permission, also if the permission was never written: a listener that was told of
 * a version does not show an end that has the same one.
 */
public final class RevokeSendPermission extends WriteOperation.Single<Boolean> {
    private final Task sending;
    private final long heldPermit;
    private final Instant due;
    private boolean revoked;

    /**
     * @param sending the task as it was to be written, with its permission
     * @param heldPermit the permission before it, which is revoked, too; equal to it if there was none
     * @param due when the create is due again
     */
    public RevokeSendPermission(Task sending, long heldPermit, Instant due) {
        this.sending = sending;
        this.heldPermit = heldPermit;
        this.due = due;
    }

    @Override
    public void run(JdbcSession session) throws SQLException {
        PreparedStatement lock = session.prepared(TaskSql.LOCK_ROW);
        lock.setString(1, sending.id().value());
        try (ResultSet row = lock.executeQuery()) {
            row.next();
        }
        PreparedStatement statement = session.prepared(TaskSql.REVOKE_PERMIT);
        statement.setLong(1, due.toEpochMilli());
        statement.setLong(2, sending.version() + 1);
        statement.setString(3, TimelineCodec.write(pending().timeline()));
        statement.setString(4, sending.id().value());
        statement.setLong(5, sending.permit());
        statement.setLong(6, heldPermit);
        revoked = statement.executeUpdate() == 1;
        result(revoked);
    }

    @Override
    public Task written() {
        return revoked ? pending() : null;
    }

    private Task pending() {
        return sending.transitionTo(new TaskState.Pending(), sending.updatedAt(), due);
    }

    @Override
    public List<TaskId> changed() {
        return revoked ? List.of(sending.id()) : List.of();
    }
}
