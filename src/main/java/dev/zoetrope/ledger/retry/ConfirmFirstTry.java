package dev.zoetrope.ledger.retry;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/**
 * Confirms a create that may have been overtaken by its retry and was not. It is stored without a fingerprint until then;
 * with its fingerprint its retries can find it.
 */
public final class ConfirmFirstTry extends WriteOperation.Single<Void> {
    private final Task firstTry;
    private final long fingerprint;

    /** @param firstTry the create as it was inserted */
    public ConfirmFirstTry(Task firstTry) {
        this.firstTry = firstTry;
        this.fingerprint = Fingerprint.of(firstTry);
    }

    @Override
    public void run(JdbcSession session) throws SQLException {
        PreparedStatement statement = session.prepared(RetrySql.CONFIRM_FIRST_TRY);
        statement.setLong(1, fingerprint);
        statement.setString(2, firstTry.id().value());
        statement.executeUpdate();
        result(null);
    }

    @Override
    public List<TaskId> changed() {
        return List.of(); // the fingerprint is not part of a task
    }
}
