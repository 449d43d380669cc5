package dev.zoetrope.ledger.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.BatchRow;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.outbox.OutboxEntry;
import dev.zoetrope.ledger.outbox.OutboxSql;
import dev.zoetrope.ledger.outbox.RecordAttempt;
import dev.zoetrope.ledger.retry.InsertCreate;
import dev.zoetrope.ledger.retry.MarkAnswer;
import dev.zoetrope.ledger.retry.RetryDetector;
import dev.zoetrope.ledger.retry.RetrySql;
import dev.zoetrope.ledger.task.TransitionTask;
import dev.zoetrope.video.TaskId;

/**
 * The writes of one transaction. They are all concurrent, as none of them has been acknowledged, so that those which
 * share a statement may go together. The order of the kinds matters:
 * <ol>
 * <li>marks of answers, so that a create which comes after its client's hang-up is seen as the retry it is,</li>
 * <li>claims, settling, removal,</li>
 * <li>creates: recognised, or inserted, and then marked if their mark is here, too,</li>
 * <li>transitions, which may be those of a row just inserted,</li>
 * <li>callbacks of the ends among them, and what came of tries to call back.</li>
 * </ol>
 */
public final class WriteTransaction {
    /** Replicas that change the same rows in the same order wait for each other; in any order they may lock up. */
    private static final Comparator<TransitionTask> ADVANCES_IN_ORDER = Comparator.comparing(TransitionTask::id);
    private static final Comparator<RecordAttempt> TRIES_IN_ORDER = Comparator.comparing(RecordAttempt::id);

    public final List<MarkAnswer> marks = new ArrayList<>();
    public final List<WriteOperation.Single<?>> singles = new ArrayList<>();
    public final List<InsertCreate> opens = new ArrayList<>();
    public final List<TransitionTask> advances = new ArrayList<>();
    public final List<RecordAttempt> tries = new ArrayList<>();
    private final JdbcSession session;

    public WriteTransaction(JdbcSession session) {
        this.session = session;
    }

    public void run() throws SQLException {
        BatchRow.all(session, RetrySql.REPLIED, marks);
        for (WriteOperation.Single<?> single : singles) {
            single.run(session);
        }
        for (List<InsertCreate> undecided = opens; !undecided.isEmpty();) {
            marks.removeIf(MarkAnswer::found);
            undecided = new RetryDetector(session, undecided, marked()).write();
            BatchRow.all(session, RetrySql.REPLIED, marks);
        }
        advances.sort(ADVANCES_IN_ORDER);
        session.advance(advances);
        BatchRow.all(session, OutboxSql.ADD, callbacks());
        tries.sort(TRIES_IN_ORDER);
        BatchRow.all(session, OutboxSql.TRIED, tries);
    }

    /** Of one end that is written twice here the last one counts: no statement may insert a row and change it, too. */
    private List<OutboxEntry> callbacks() {
        Map<String, OutboxEntry> byId = new LinkedHashMap<>();
        advances.stream().map(TransitionTask::callback).flatMap(Optional::stream)
                .forEach(callback -> byId.put(callback.id(), callback));
        return List.copyOf(byId.values());
    }

    private Set<TaskId> marked() {
        return marks.isEmpty() ? Set.of() : marks.stream().map(MarkAnswer::task).collect(Collectors.toSet());
    }
}
