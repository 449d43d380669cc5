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

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.BatchRow;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.jdbc.SqlErrors;
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
 * Executes the writes of one transaction. None of them is acknowledged yet, so the order within one kind is free, and writes
 * of one kind share a statement. The order of the kinds matters:
 * <ol>
 * <li>marks of answers, so that a create that follows the hang-up of its client is recognised as a retry,</li>
 * <li>writes that share no statement: claims, resolutions, deletions,</li>
 * <li>creates: each is recognised as a retry or inserted; a mark for a row that was just inserted is written again,</li>
 * <li>transitions, which may be those of a row that was just inserted,</li>
 * <li>callbacks for the tasks that these transitions end, and the results of delivery attempts.</li>
 * </ol>
 */
public final class WriteTransaction {
    /**
     * If two replicas change the same rows in the same order, one waits for the other; in any other order both may deadlock.
     */
    private static final Comparator<TransitionTask> BY_TASK = Comparator.comparing(TransitionTask::id);
    private static final Comparator<RecordAttempt> BY_DELIVERY = Comparator.comparing(RecordAttempt::id);

    private final JdbcSession session;
    private final List<MarkAnswer> marks = new ArrayList<>();
    private final List<WriteOperation.Single<?>> singles = new ArrayList<>();
    private final List<InsertCreate> creates = new ArrayList<>();
    private final List<TransitionTask> transitions = new ArrayList<>();
    private final List<RecordAttempt> attempts = new ArrayList<>();

    private WriteTransaction(JdbcSession session, List<WriteOperation<?>> writes) {
        this.session = session;
        writes.forEach(this::add);
    }

    /** Executes the writes without a commit and sets the result of each. */
    public static void execute(JdbcSession session, List<WriteOperation<?>> writes) throws SQLException {
        try {
            new WriteTransaction(session, writes).execute();
        } catch (SQLException e) {
            // Another replica may have inserted the same idempotency key after the lookup; a second lookup finds it.
            if (SqlErrors.faultOfRow(e) != LedgerException.Reason.CONFLICT
                    || writes.stream().noneMatch(WriteOperation::keyed)) {
                throw e;
            }
            session.rollback();
            new WriteTransaction(session, writes).execute();
        }
    }

    private void add(WriteOperation<?> write) {
        if (write instanceof MarkAnswer mark) {
            marks.add(mark);
        } else if (write instanceof InsertCreate create) {
            create.reset();
            creates.add(create);
        } else if (write instanceof TransitionTask transition) {
            transitions.add(transition);
        } else if (write instanceof RecordAttempt attempt) {
            attempts.add(attempt);
        } else {
            singles.add((WriteOperation.Single<?>) write);
        }
    }

    private void execute() throws SQLException {
        BatchRow.executeAll(session, RetrySql.MARK_ANSWER, marks);
        for (WriteOperation.Single<?> single : singles) {
            single.run(session);
        }
        for (List<InsertCreate> undecided = creates; !undecided.isEmpty();) {
            marks.removeIf(MarkAnswer::found);
            undecided = new RetryDetector(session, undecided, markedTasks()).write();
            BatchRow.executeAll(session, RetrySql.MARK_ANSWER, marks);
        }
        transitions.sort(BY_TASK);
        TransitionTask.writeAll(session, transitions);
        BatchRow.executeAll(session, OutboxSql.INSERT, callbacks());
        attempts.sort(BY_DELIVERY);
        BatchRow.executeAll(session, OutboxSql.RECORD_ATTEMPT, attempts);
    }

    /** If one end of a task is written twice, the last one counts: no statement may insert a row and also change it. */
    private List<OutboxEntry> callbacks() {
        Map<String, OutboxEntry> byId = new LinkedHashMap<>();
        transitions.stream().map(TransitionTask::callback).flatMap(Optional::stream)
                .forEach(callback -> byId.put(callback.id(), callback));
        return List.copyOf(byId.values());
    }

    private Set<TaskId> markedTasks() {
        return marks.isEmpty() ? Set.of() : marks.stream().map(MarkAnswer::task).collect(Collectors.toSet());
    }
}
