package dev.zoetrope.ledger.retry;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.zoetrope.ledger.commit.JdbcBatchExecutor;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;

/**
 * Deletes the creates of an uncertain commit. A commit that failed may have happened, but its callers got an error, so none
 * of its creates may be sent. The recovery is the first work on the next connection. No connection can be used until the
 * recovery has succeeded, so there is never more than one batch to recover. If the process dies before, the rows are
 * {@code sending} and end as {@code submission_unknown}.
 *
 * <p>
 * The server may still be executing the commit of a broken connection. So the recovery first inserts a row with the same
 * id, which blocks until that transaction ends. Then it deletes the row, whichever transaction inserted it. If another
 * process has assigned the row to a retry meanwhile, the row is not deleted: a caller waits for it and nothing was sent, so
 * it becomes {@code pending} and is sent.
 *
 * <p>
 * The delete must run before the update. If the delete skips the row because it is assigned to a retry, the update finds
 * it. In the opposite order another process could assign the row between the two statements, and neither would find it.
 */
public final class UncertainCommitRecovery implements JdbcBatchExecutor.CommitOutcomeListener<WriteOperation<?>> {
    private static final String HOLD = "insert into task (id, caller, created_at, state, status, version, updated_at, "
            + "attempts, progress, request) values (?, '', 0, 'cancelled', 'cancelled', 0, 0, 0, 0, '{}') "
            + "on conflict (id) do nothing";
    /** Makes a create {@code pending} that was assigned to a retry. Params: id, number of the last answer of this batch. */
    static final String SEND = "update task set state = 'pending', status = 'pending', step = 'send', "
            + "due_at = created_at, version = 1 where id = ? and version = 0 and reply_no > ?";
    /** Deletes a create that was not assigned to a retry. Params: id, number of the last answer of this batch. */
    static final String REMOVE = "delete from task where id = ? and version = 0 and reply_no <= ?";

    /**
     * Ids of the creates that the uncertain commit inserted. The value is the number of the last answer that the same commit
     * assigned: a retry in the same batch got an error, too.
     */
    private final Map<String, Integer> doubtful = new HashMap<>();

    @Override
    public void certain(List<WriteOperation<?>> group) {
        // nothing to recover
    }

    @Override
    public void uncertain(List<WriteOperation<?>> group) {
        for (WriteOperation<?> write : group) {
            if (write instanceof InsertCreate open && open.inserted()) {
                doubtful.put(open.task().id().value(), 0);
            }
        }
        for (WriteOperation<?> write : group) {
            if (write instanceof InsertCreate open && open.repeat() != null) {
                doubtful.computeIfPresent(open.repeat().task().value(),
                        (id, number) -> Math.max(number, open.repeat().number()));
            }
        }
    }

    @Override
    public void settle(JdbcSession session) throws SQLException {
        if (doubtful.isEmpty()) {
            return;
        }
        PreparedStatement hold = session.prepared(HOLD);
        for (String id : doubtful.keySet()) {
            hold.setString(1, id);
            hold.addBatch();
        }
        hold.executeBatch();
        each(session.prepared(REMOVE));
        each(session.prepared(SEND));
        session.commit();
        doubtful.clear();
    }

    private void each(PreparedStatement statement) throws SQLException {
        for (Map.Entry<String, Integer> create : doubtful.entrySet()) {
            statement.setString(1, create.getKey());
            statement.setInt(2, create.getValue());
            statement.addBatch();
        }
        statement.executeBatch();
    }
}
