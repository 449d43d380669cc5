package dev.zoetrope.ledger.sql;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.zoetrope.ledger.commit.JdbcBatchExecutor;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.task.TaskRow;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/**
 * The tasks that have not ended and were read last, as they are stored. A task that is here is never older than what
 * a read of its row has returned before, for these reasons:
 * <ul>
 * <li>All writes are made by one thread of this process, which removes the tasks of a batch before it commits the batch, and
 * lets no read add them before the commit is over.</li>
 * <li>A read is registered before its transaction begins. It adds its result only if the task was not removed since.</li>
 * <li>After a commit that is uncertain everything is removed, and again when it has been recovered. Until then the ledger is
 * not healthy, and {@link SqlLedger#cached} returns nothing.</li>
 * </ul>
 * {@link LiveTaskLimits} bounds the memory. The least recently read task is removed first.
 */
final class LiveTasks implements JdbcBatchExecutor.CommitOutcomeListener<WriteOperation<?>> {
    /** The estimated size of a task without its texts, of its entry and of the objects between them. */
    private static final int BYTES_PER_TASK = 1000;
    /**
     * Of members with objects, known or unknown: {@code {}} is a map. All other texts take at most one byte for each character
     * of their JSON.
     */
    private static final int BYTES_PER_CHARACTER_OF_A_TREE = 32;

    private final LiveTaskLimits limits;
    private final JdbcBatchExecutor.CommitOutcomeListener<WriteOperation<?>> next;
    /** The entry that was used last is the last one. */
    private final Map<TaskId, Read> reads = new LinkedHashMap<>(16, 0.75f, true);
    /** The tasks of the batch that is being committed. */
    private final Set<TaskId> changing = new HashSet<>();
    private long bytes;

    /** A read of a task that is under way, or its result. */
    static final class Read {
        private final TaskId id;
        private Task task;
        private long bytes;

        private Read(TaskId id) {
            this.id = id;
        }
    }

    /** @param next is notified of each outcome, too; it recovers from an uncertain commit */
    LiveTasks(LiveTaskLimits limits, JdbcBatchExecutor.CommitOutcomeListener<WriteOperation<?>> next) {
        this.limits = limits;
        this.next = next;
    }

    /** The task; null if it is not here. */
    synchronized Task get(TaskId id) {
        Read read = reads.get(id);
        return read == null ? null : read.task;
    }

    /** Registers a read; before its transaction begins. */
    synchronized Read begin(TaskId id) {
        Read read = new Read(id);
        if (!changing.contains(id)) {
            remove(id);
            reads.put(id, read);
            evict();
        }
        return read;
    }

    /**
     * Adds the result of a read, unless the task may have changed since the read was registered, or has ended.
     *
     * @param task null if there is no such task
     */
    void end(Read read, Task task) {
        long size = task == null || task.state().ended() ? Long.MAX_VALUE : size(task);
        synchronized (this) {
            if (reads.get(read.id) != read) {
                return;
            }
            if (size > limits.bytes()) {
                remove(read.id);
                return;
            }
            read.task = task;
            bytes += size - read.bytes; // a batch of reads may run again
            read.bytes = size;
            evict();
        }
    }

    private static long size(Task task) {
        TaskRow row = TaskRow.forInsert(task);
        long request = row.request().length();
        return BYTES_PER_TASK + (row.detail() == null ? 0 : row.detail().length())
                + (hasTree(task.request()) ? request * BYTES_PER_CHARACTER_OF_A_TREE : request);
    }

    private static boolean hasTree(GenerationRequest request) {
        return !request.extra().isEmpty() || request.members().values().stream().anyMatch(value -> value instanceof Map
                || value instanceof List<?> list && !list.isEmpty() && !(list.get(0) instanceof String));
    }

    private void evict() {
        Iterator<Read> eldest = reads.values().iterator();
        while (eldest.hasNext() && (reads.size() > limits.tasks() || bytes > limits.bytes())) {
            bytes -= eldest.next().bytes;
            eldest.remove();
        }
    }

    private void remove(TaskId id) {
        Read read = reads.remove(id);
        bytes -= read == null ? 0 : read.bytes;
    }

    /** Removes the tasks of a batch; after its statements and before its commit. */
    synchronized void beforeCommit(List<WriteOperation<?>> batch) {
        changing.clear(); // an earlier batch that was not committed
        for (WriteOperation<?> write : batch) {
            for (TaskId id : write.changed()) {
                changing.add(id);
                remove(id);
            }
        }
    }

    @Override
    public void committed(List<WriteOperation<?>> batch) {
        synchronized (this) {
            changing.clear();
        }
        next.committed(batch);
    }

    @Override
    public void uncertain(List<WriteOperation<?>> batch) {
        clear();
        next.uncertain(batch);
    }

    @Override
    public void recover(JdbcSession session) throws SQLException {
        next.recover(session);
        clear();
    }

    private synchronized void clear() {
        reads.clear();
        bytes = 0;
    }

    synchronized int tasks() {
        return reads.size();
    }

    synchronized long bytes() {
        return bytes;
    }
}
