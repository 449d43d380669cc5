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
 * Takes back the creates of a commit that nobody can be sure of: their callers were told that the storage failed, so
 * nothing of them may be sent. This comes first on the next connection, and until it is done there is none; so there is
 * never more than one group to take back. Should the process die before, the rows count as being sent, and end as
 * unknown.
 *
 * <p>
 * The commit may still be under way on the server of a torn connection. To insert a row of the same id waits for it;
 * whoever inserted the row, it is then deleted. Unless another process has found it meanwhile and given it to a retry:
 * then somebody waits for it, and as nothing was sent, it is to be sent now. The delete comes first: a row that is given to
 * a retry after the delete was tried in vain has been given to one before as well, and the second statement finds it.
 */
public final class UncertainCommitRecovery implements JdbcBatchExecutor.CommitOutcomeListener<WriteOperation<?>> {
    private static final String HOLD = "insert into task (id, caller, created_at, state, status, version, updated_at, "
            + "attempts, progress, request) values (?, '', 0, 'cancelled', 'cancelled', 0, 0, 0, 0, '{}') "
            + "on conflict (id) do nothing";
    /** Id, number of the last answer of the group itself. */
    static final String SEND = "update task set state = 'pending', status = 'pending', step = 'send', "
            + "due_at = created_at, version = 1 where id = ? and version = 0 and reply_no > ?";
    /** Id, number of the last answer of the group itself. */
    static final String REMOVE = "delete from task where id = ? and version = 0 and reply_no <= ?";

    /** The creates, each with the number of the last answer that was ours. */
    private final Map<String, Integer> doubtful = new HashMap<>();

    @Override
    public void certain(List<WriteOperation<?>> group) {
        // nothing is to be taken back
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
