package dev.zoetrope.ledger.sql;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import javax.sql.DataSource;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.ChangeFeed;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.commit.CommitListener;
import dev.zoetrope.ledger.commit.GroupCommitter;
import dev.zoetrope.ledger.commit.JdbcBatchExecutor;
import dev.zoetrope.ledger.commit.OperationSubmitter;
import dev.zoetrope.ledger.commit.Query;
import dev.zoetrope.ledger.commit.Statements;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.replica.ChangeNotification;
import dev.zoetrope.ledger.replica.ChangePublisher;
import dev.zoetrope.ledger.replica.CommitCounter;
import dev.zoetrope.ledger.replica.ReplicaLiveness;
import dev.zoetrope.ledger.retry.ConfirmFirstTry;
import dev.zoetrope.ledger.retry.DropOvertakenFirstTry;
import dev.zoetrope.ledger.retry.InsertCreate;
import dev.zoetrope.ledger.retry.MarkAnswer;
import dev.zoetrope.ledger.retry.RetryDetector;
import dev.zoetrope.ledger.retry.UncertainCommitRecovery;
import dev.zoetrope.ledger.retry.WithdrawCreate;
import dev.zoetrope.ledger.task.ClaimDueTasks;
import dev.zoetrope.ledger.task.DeleteTasks;
import dev.zoetrope.ledger.task.FailureQueries;
import dev.zoetrope.ledger.task.FairClaim;
import dev.zoetrope.ledger.task.HideTask;
import dev.zoetrope.ledger.task.RestoredMark;
import dev.zoetrope.ledger.task.RevokeSendPermission;
import dev.zoetrope.ledger.task.TaskQueries;
import dev.zoetrope.ledger.task.TransitionTask;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/** The ledger in a SQL database. One group committer writes and one or a few read, each with a connection of its own. */
public final class SqlLedger implements Ledger, OperationSubmitter {
    private final CommitCounter commitCounter;
    private final ReplicaLiveness replicas;
    private final Duration fileWait;
    private final LiveTasks liveTasks;
    private final GroupCommitter<WriteOperation<?>> writes;
    private final List<GroupCommitter<Query<?>>> reads = new ArrayList<>();
    private final FairClaim.RoundRobin sendOrder = new FairClaim.RoundRobin();
    private final AtomicInteger nextReader = new AtomicInteger();
    /** A strong generator, as two processes must not draw the same number. */
    private final SecureRandom permitNumbers = new SecureRandom();

    /**
     * A ledger on a database whose tables exist. Starts its threads.
     *
     * @param listener notified of each commit
     * @param replicas this process and the others that use the database
     * @param feed notified of each change
     * @param fileWait how long the callback of a completed task waits for the copy of the result file
     * @param commitCounter counts the commits of this process in the database, if it is PostgreSQL
     */
    public SqlLedger(DataSource source, LedgerLimits limits, CommitListener listener, ReplicaLiveness replicas, ChangeFeed feed,
            Duration fileWait, CommitCounter commitCounter) {
        this.commitCounter = commitCounter;
        this.replicas = replicas;
        this.fileWait = fileWait;
        this.liveTasks = new LiveTasks(LiveTaskLimits.DEFAULT,
                new ChangePublisher(feed, commitCounter, new UncertainCommitRecovery()));
        writes = new GroupCommitter<WriteOperation<?>>("zoetrope-ledger-write", limits.queue(), limits.group(),
                limits.retryAfter(),
                limits.linger(),
                JdbcBatchExecutor.opener(source, limits.statementTimeout(), this::write, liveTasks),
                listener)
                .start();
        for (int i = 0; i < limits.readers(); i++) {
            reads.add(new GroupCommitter<Query<?>>("zoetrope-ledger-read-" + i, limits.queue(), limits.readGroup(),
                    limits.retryAfter(), JdbcBatchExecutor.opener(source, limits.statementTimeout(), Query::all),
                    CommitListener.NONE).start());
        }
    }

    /**
     * A {@link JdbcBatchExecutor.Batch}: executes the writes. Then, with PostgreSQL, notifies the other replicas of them; with
     * SQLite, forgets the tasks as they were.
     */
    private void write(JdbcSession session, List<WriteOperation<?>> group) throws SQLException {
        WriteTransaction.execute(session, group);
        if (session.isShared()) {
            ChangeNotification.send(session, replicas.ownNumber(), commitCounter, group);
        } else {
            liveTasks.beforeCommit(group);
        }
    }

    @Override
    public Uni<CreateResult> create(CreateIntent intent) {
        return write(() -> new InsertCreate(intent, replicas));
    }

    @Override
    public Uni<Boolean> isRepeat(CreateIntent intent) {
        return read(session -> RetryDetector.isRepeat(session, new InsertCreate(intent, replicas)));
    }

    @Override
    public Uni<Boolean> dropIfOvertaken(Task firstTry, Instant lookBack) {
        return write(() -> new DropOvertakenFirstTry(firstTry, lookBack));
    }

    @Override
    public Uni<Void> confirmFirstTry(Task firstTry) {
        return write(() -> new ConfirmFirstTry(firstTry));
    }

    @Override
    public Uni<Void> withdraw(TaskId id) {
        return write(() -> new WithdrawCreate(id));
    }

    @Override
    public Uni<Void> markAnswer(AnswerId answer, boolean reached) {
        return write(() -> new MarkAnswer(answer, reached));
    }

    @Override
    public Uni<Boolean> transition(Task next) {
        return transition(next, next.permit());
    }

    @Override
    public Uni<Boolean> transition(Task next, long heldPermit) {
        return write(() -> new TransitionTask(next, heldPermit, fileWait));
    }

    @Override
    public long newPermit() {
        return permitNumbers.nextLong(1, Long.MAX_VALUE);
    }

    @Override
    public Uni<Boolean> revokeSendPermission(Task sending, long heldPermit, Instant due) {
        return write(() -> new RevokeSendPermission(sending, heldPermit, due));
    }

    @Override
    public Uni<Optional<Task>> find(TaskId id) {
        return read(session -> TaskQueries.find(session, id));
    }

    @Override
    public Uni<Optional<Task>> findCached(TaskId id) {
        return Uni.createFrom().deferred(() -> {
            Optional<Task> known = cached(id);
            if (known.isPresent()) {
                return Uni.createFrom().item(known);
            }
            LiveTasks.Read begun = liveTasks.begin(id);
            return read(session -> {
                Optional<Task> found = TaskQueries.find(session, id);
                liveTasks.end(begun, session.isShared() ? null : found.orElse(null));
                return found;
            });
        });
    }

    @Override
    public Optional<Task> cached(TaskId id) {
        return healthy() ? Optional.ofNullable(liveTasks.get(id)) : Optional.empty();
    }

    @Override
    public Uni<List<Task>> find(List<TaskId> ids) {
        return read(session -> TaskQueries.find(session, ids));
    }

    @Override
    public Uni<List<Task>> ended(Caller caller, Instant since, Optional<TaskId> after, int limit) {
        return read(session -> TaskQueries.endedSince(session, caller, since, after, limit));
    }

    @Override
    public Uni<Optional<List<Task>>> list(Caller caller, Optional<Status> status, int limit, Optional<TaskId> after) {
        return read(session -> TaskQueries.list(session, caller, status, limit, after));
    }

    @Override
    public Uni<Optional<List<Task>>> listShown(Caller caller, boolean oldestFirst, int limit, Optional<TaskId> after) {
        return read(session -> TaskQueries.listShown(session, caller, oldestFirst, limit, after));
    }

    @Override
    public Uni<List<Task>> failedWith(String code, int limit, Optional<TaskId> after) {
        return read(session -> FailureQueries.page(session, code, limit, after));
    }

    @Override
    public Uni<Integer> countFailedWith(String code) {
        return read(session -> FailureQueries.count(session, code));
    }

    @Override
    public Uni<Boolean> hide(Task ended) {
        return write(() -> new HideTask(ended));
    }

    @Override
    public Uni<List<Task>> claimDue(DueKind kind, Instant now, Duration lease, int limit) {
        return write(() -> kind == DueKind.SEND ? new FairClaim(kind.column(), now, now.plus(lease), limit, sendOrder)
                : new ClaimDueTasks(kind.column(), now, now.plus(lease), limit));
    }

    @Override
    public Uni<List<Task>> claimDuePolls(String vendor, Instant now, Duration lease, int limit) {
        return write(() -> new ClaimDueTasks(DueKind.pollsOf(vendor), now, now.plus(lease), limit));
    }

    @Override
    public Uni<Void> markRestored(Instant now) {
        return write(session -> {
            RestoredMark.set(session, now);
            return null;
        });
    }

    @Override
    public Uni<Void> replaceSecret(Instant ends) {
        return write(session -> {
            SecretRows.replace(session, ends, permitNumbers);
            return null;
        });
    }

    @Override
    public Uni<Map<Caller, Integer>> pendingByCaller() {
        return read(TaskQueries::pendingByCaller);
    }

    @Override
    public Uni<Map<Pin, Integer>> liveByPin() {
        return read(TaskQueries::liveByPin);
    }

    @Override
    public Uni<List<Task>> lastCompleted(int limit) {
        return read(session -> TaskQueries.lastCompleted(session, limit));
    }

    @Override
    public Uni<List<Task>> ended(Instant before, int limit) {
        return read(session -> TaskQueries.oldestEnded(session, before, limit));
    }

    @Override
    public Uni<Integer> delete(List<Task> tasks) {
        return write(() -> new DeleteTasks(tasks));
    }

    @Override
    public Uni<Map<Status, Long>> countByStatus() {
        return read(TaskQueries::countByStatus);
    }

    @Override
    public boolean healthy() {
        return writes.healthy() && reads.stream().allMatch(GroupCommitter::healthy);
    }

    /**
     * Accepts no further operations and executes the waiting ones.
     *
     * @param patience longest wait for each committer
     * @return false if operations were still waiting then
     */
    public boolean close(Duration patience) throws InterruptedException {
        boolean written = writes.close(patience);
        for (GroupCommitter<Query<?>> committer : reads) {
            written &= committer.close(patience);
        }
        return written;
    }

    @Override
    public <R> Uni<R> write(Supplier<WriteOperation<R>> maker) {
        return Uni.createFrom().emitter(emitter -> {
            WriteOperation<R> operation = maker.get();
            operation.receiver(emitter);
            writes.submit(operation);
        });
    }

    @Override
    public <R> Uni<R> read(Statements<R> statements) {
        return Uni.createFrom().emitter(emitter -> {
            Query<R> query = new Query<>(statements);
            query.receiver(emitter);
            reads.get(Math.floorMod(nextReader.getAndIncrement(), reads.size())).submit(query);
        });
    }
}
