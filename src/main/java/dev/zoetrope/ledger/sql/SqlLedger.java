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
import dev.zoetrope.ledger.LedgerConfig;
import dev.zoetrope.ledger.commit.CommitListener;
import dev.zoetrope.ledger.commit.GroupCommitter;
import dev.zoetrope.ledger.commit.JdbcBatchExecutor;
import dev.zoetrope.ledger.commit.OperationSubmitter;
import dev.zoetrope.ledger.commit.Query;
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
import dev.zoetrope.ledger.retry.UncertainCommitRecovery;
import dev.zoetrope.ledger.retry.WithdrawCreate;
import dev.zoetrope.ledger.task.ClaimDueTasks;
import dev.zoetrope.ledger.task.DeleteTasks;
import dev.zoetrope.ledger.task.FailInterruptedSends;
import dev.zoetrope.ledger.task.FairClaim;
import dev.zoetrope.ledger.task.FindByIds;
import dev.zoetrope.ledger.task.ListEndedSince;
import dev.zoetrope.ledger.task.ListTasks;
import dev.zoetrope.ledger.task.RestoredMark;
import dev.zoetrope.ledger.task.RevokeSendPermission;
import dev.zoetrope.ledger.task.TaskQueries;
import dev.zoetrope.ledger.task.TransitionTask;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/** The ledger in a SQL database. One group committer writes and one or a few read, each with a connection of its own. */
public final class SqlLedger implements Ledger, OperationSubmitter {
    /** The wait of a callback for the result file, if no setting gives another. */
    private static final Duration FILE_WAIT = Duration.ofMinutes(1);

    private final CommitCounter watermark;
    private final ReplicaLiveness replicas;
    private final Duration fileWait;
    private final GroupCommitter<WriteOperation<?>> writes;
    private final List<GroupCommitter<Query<?>>> reads = new ArrayList<>();
    private final FairClaim.Turn sends = new FairClaim.Turn();
    private final AtomicInteger turn = new AtomicInteger();
    /** A strong generator, as two processes must not draw the same number. */
    private final SecureRandom permits = new SecureRandom();

    /** A ledger on a database that only this process uses. */
    public SqlLedger(DataSource source, LedgerConfig config, CommitListener meter) {
        this(source, config, meter, ReplicaLiveness.drawn(ReplicaLiveness.Lookup.ALONE));
    }

    public SqlLedger(DataSource source, LedgerConfig config, CommitListener meter, ReplicaLiveness replicas) {
        this(source, config, meter, replicas, new ChangeFeed());
    }

    public SqlLedger(DataSource source, LedgerConfig config, CommitListener meter, ReplicaLiveness replicas, ChangeFeed feed) {
        this(source, config, meter, replicas, feed, FILE_WAIT);
    }

    SqlLedger(DataSource source, LedgerConfig config, CommitListener meter, ReplicaLiveness replicas, ChangeFeed feed,
            Duration fileWait) {
        this(source, config, meter, replicas, feed, fileWait, new CommitCounter(replicas.own()));
    }

    public SqlLedger(DataSource source, LedgerConfig config, CommitListener meter, ReplicaLiveness replicas, ChangeFeed feed,
            Duration fileWait, CommitCounter watermark) {
        this.watermark = watermark;
        this.replicas = replicas;
        this.fileWait = fileWait;
        writes = new GroupCommitter<WriteOperation<?>>("zoetrope-ledger-write", config.queue(), config.group(),
                config.retryAfter(),
                config.linger(),
                JdbcBatchExecutor.on(source, config.statementTimeout(), this::write,
                        new ChangePublisher(feed, watermark, new UncertainCommitRecovery())),
                meter)
                .start();
        for (int i = 0; i < config.readers(); i++) {
            reads.add(new GroupCommitter<Query<?>>("zoetrope-ledger-read-" + i, config.queue(), config.readGroup(),
                    config.retryAfter(), JdbcBatchExecutor.on(source, config.statementTimeout(), Query::all),
                    CommitListener.NONE).start());
        }
    }

    /** A {@link JdbcBatchExecutor.Batch}: executes the writes and, with PostgreSQL, notifies the other replicas of them. */
    private void write(JdbcSession session, List<WriteOperation<?>> group) throws SQLException {
        WriteTransaction.execute(session, group);
        if (session.shared()) {
            ChangeNotification.send(session, replicas.own(), watermark, group);
        }
    }

    @Override
    public Uni<CreateResult> open(CreateIntent intent) {
        return write(() -> new InsertCreate(intent, replicas));
    }

    @Override
    public Uni<Boolean> overtaken(Task fresh, Instant lookBack) {
        return write(() -> new DropOvertakenFirstTry(fresh, lookBack));
    }

    @Override
    public Uni<Void> stands(Task fresh) {
        return write(() -> new ConfirmFirstTry(fresh));
    }

    @Override
    public Uni<Void> withdraw(TaskId id) {
        return write(() -> new WithdrawCreate(id));
    }

    @Override
    public Uni<Void> replied(AnswerId reply, boolean reached) {
        return write(() -> new MarkAnswer(reply, reached));
    }

    @Override
    public Uni<Boolean> advance(Task next) {
        return write(() -> new TransitionTask(next, fileWait));
    }

    @Override
    public long permit() {
        return permits.nextLong(1, Long.MAX_VALUE);
    }

    @Override
    public Uni<Boolean> takeBack(Task sending, Instant due) {
        return write(() -> new RevokeSendPermission(sending, due));
    }

    @Override
    public Uni<Optional<Task>> find(TaskId id) {
        return read(() -> new TaskQueries.Find(id));
    }

    @Override
    public Uni<List<Task>> find(List<TaskId> ids) {
        return read(() -> new FindByIds(ids));
    }

    @Override
    public Uni<List<Task>> ended(Caller caller, Instant since, Optional<TaskId> after, int limit) {
        return read(() -> new ListEndedSince(caller, since, after, limit));
    }

    @Override
    public Uni<Optional<List<Task>>> list(Caller caller, Optional<Status> status, int limit, Optional<TaskId> after) {
        return read(() -> new ListTasks(caller, status, limit, after));
    }

    @Override
    public Uni<List<Task>> claimDue(DueKind kind, Instant now, Duration lease, int limit) {
        return write(() -> kind == DueKind.SEND ? new FairClaim(kind, now, now.plus(lease), limit, sends)
                : new ClaimDueTasks(kind, now, now.plus(lease), limit));
    }

    @Override
    public Uni<Integer> settleInterrupted(Instant now) {
        return settle(now, 0);
    }

    private Uni<Integer> settle(Instant now, int before) {
        return this.<Integer> write(() -> new FailInterruptedSends(now)).flatMap(settled -> {
            int all = before + settled;
            return settled < FailInterruptedSends.BATCH ? Uni.createFrom().item(all) : settle(now, all);
        });
    }

    @Override
    public Uni<Void> markRestored(Instant now) {
        return write(() -> new RestoredMark(now));
    }

    @Override
    public Uni<Void> replaceSecret(Instant ends) {
        return write(() -> new SecretRows.Replace(ends, permits));
    }

    @Override
    public Uni<Map<Caller, Integer>> waiting() {
        return read(TaskQueries.Waiting::new);
    }

    @Override
    public Uni<List<Task>> lastCompleted(int limit) {
        return read(() -> new TaskQueries.LastCompleted(limit));
    }

    @Override
    public Uni<List<Task>> ended(Instant before, int limit) {
        return read(() -> new TaskQueries.Ended(before, limit));
    }

    @Override
    public Uni<Integer> remove(List<Task> tasks) {
        return write(() -> new DeleteTasks(tasks));
    }

    @Override
    public Uni<Map<Status, Long>> counts() {
        return read(TaskQueries.Counts::new);
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
        for (GroupCommitter<Query<?>> lane : reads) {
            written &= lane.close(patience);
        }
        return written;
    }

    @Override
    public <R> Uni<R> write(Supplier<WriteOperation<R>> maker) {
        return Uni.createFrom().emitter(emitter -> {
            WriteOperation<R> work = maker.get();
            work.tell(emitter);
            writes.submit(work);
        });
    }

    @Override
    public <R> Uni<R> read(Supplier<Query<R>> maker) {
        return Uni.createFrom().emitter(emitter -> {
            Query<R> work = maker.get();
            work.tell(emitter);
            reads.get(Math.floorMod(turn.getAndIncrement(), reads.size())).submit(work);
        });
    }
}
