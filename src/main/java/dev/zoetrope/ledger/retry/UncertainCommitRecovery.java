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
    private static final String INSERT_PLACEHOLDER = "insert into task (id, caller, created_at, state, status, version, updated_at, "
            + "attempts, progress, request) values (?, '', 0, 'cancelled', 'cancelled', 0, 0, 0, 0, '{}') "
            + "on conflict (id) do nothing";
    /** Makes a create {@code pending} that was assigned to a retry. Params: id, number of the last answer of this batch. */
    static final String MAKE_PENDING = "update task set state = 'pending', status = 'pending', step = 'send', "
            + "due_at = created_at, version = 1 where id = ? and version = 0 and reply_no > ?";
    /** Deletes a create that was not assigned to a retry. Params: id, number of the last answer of this batch. */
    static final String DELETE = "delete from task where id = ? and version = 0 and reply_no <= ?";

    /**
     * Ids of the creates that the uncertain commit inserted. The value is the number of the last answer that the same commit
     * assigned: a retry in the same batch got an error, too.
     */
    private final Map<String, Integer> uncertainCreates = new HashMap<>();

    @Override
    public void committed(List<WriteOperation<?>> group) {
        // nothing to recover
    }

    @Override
    public void uncertain(List<WriteOperation<?>> group) {
        for (WriteOperation<?> write : group) {
            if (write instanceof InsertCreate incoming && incoming.inserted()) {
                uncertainCreates.put(incoming.task().id().value(), 0);
            }
        }
        for (WriteOperation<?> write : group) {
            if (write instanceof InsertCreate incoming && incoming.repeatAnswer() != null) {
                uncertainCreates.computeIfPresent(incoming.repeatAnswer().task().value(),
                        (id, number) -> Math.max(number, incoming.repeatAnswer().number()));
            }
        }
    }

    @Override
    public void recover(JdbcSession session) throws SQLException {
        if (uncertainCreates.isEmpty()) {
            return;
        }
        PreparedStatement hold = session.prepared(INSERT_PLACEHOLDER);
        for (String id : uncertainCreates.keySet()) {
            hold.setString(1, id);
            hold.addBatch();
        }
        hold.executeBatch();
        executeForEach(session.prepared(DELETE));
        executeForEach(session.prepared(MAKE_PENDING));
        session.commit();
        uncertainCreates.clear();
    }

    private void executeForEach(PreparedStatement statement) throws SQLException {
        for (Map.Entry<String, Integer> create : uncertainCreates.entrySet()) {
            statement.setString(1, create.getKey());
            statement.setInt(2, create.getValue());
            statement.addBatch();
        }
        statement.executeBatch();
    }
}
