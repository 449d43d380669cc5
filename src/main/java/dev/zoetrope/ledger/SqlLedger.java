package dev.zoetrope.ledger;

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

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/**
 * The ledger in a SQL database: one lane writes, one or a few read, each with a connection of its own.
 */
final class SqlLedger implements Ledger {
    /** Unless a setting says otherwise. */
    private static final Duration FILE_WAIT = Duration.ofMinutes(1);

    private final Watermark watermark;
    private final Replicas replicas;
    private final Duration fileWait;
    private final Lane<Write<?>> writes;
    private final List<Lane<Read<?>>> reads = new ArrayList<>();
    private final ClaimInTurn.Turn sends = new ClaimInTurn.Turn();
    private final AtomicInteger turn = new AtomicInteger();
    /** Strong, as no two processes may draw the same. */
    private final SecureRandom permits = new SecureRandom();

    /** On a database that this process has for itself. */
    SqlLedger(DataSource source, LedgerConfig config, LaneMeter meter) {
        this(source, config, meter, Replicas.drawn(Replicas.Liveness.ALONE));
    }

    SqlLedger(DataSource source, LedgerConfig config, LaneMeter meter, Replicas replicas) {
        this(source, config, meter, replicas, new ChangeFeed());
    }

    SqlLedger(DataSource source, LedgerConfig config, LaneMeter meter, Replicas replicas, ChangeFeed feed) {
        this(source, config, meter, replicas, feed, FILE_WAIT);
    }

    SqlLedger(DataSource source, LedgerConfig config, LaneMeter meter, Replicas replicas, ChangeFeed feed,
            Duration fileWait) {
        this(source, config, meter, replicas, feed, fileWait, new Watermark(replicas.own()));
    }

    SqlLedger(DataSource source, LedgerConfig config, LaneMeter meter, Replicas replicas, ChangeFeed feed,
            Duration fileWait, Watermark watermark) {
        this.watermark = watermark;
        this.replicas = replicas;
        this.fileWait = fileWait;
        writes = new Lane<Write<?>>("zoetrope-ledger-write", config.queue(), config.group(), config.retryAfter(),
                config.linger(),
                SqlStation.on(source, config.statementTimeout(), this::write,
                        new Publication(feed, watermark, new Withdrawal())),
                meter)
                .start();
        for (int i = 0; i < config.readers(); i++) {
            reads.add(new Lane<Read<?>>("zoetrope-ledger-read-" + i, config.queue(), config.readGroup(),
                    config.retryAfter(), SqlStation.on(source, config.statementTimeout(), Read::all), LaneMeter.NONE).start());
        }
    }

    /** {@link SqlStation.Job}: the writes of a group, and the notice of them. */
    private void write(Session session, List<Write<?>> group) throws SQLException {
        Write.all(session, group);
        if (session.shared()) {
            Notice.send(session, replicas.own(), watermark, group);
        }
    }

    @Override
    public Uni<Opened> open(Intent intent) {
        return write(() -> new Open(intent, replicas));
    }

    @Override
    public Uni<Boolean> overtaken(Task fresh, Instant lookBack) {
        return write(() -> new Overtaken(fresh, lookBack));
    }

    @Override
    public Uni<Void> stands(Task fresh) {
        return write(() -> new Stands(fresh));
    }

    @Override
    public Uni<Void> withdraw(TaskId id) {
        return write(() -> new Withdraw(id));
    }

    @Override
    public Uni<Void> replied(ReplyTicket reply, boolean reached) {
        return write(() -> new ReplyMark(reply, reached));
    }

    @Override
    public Uni<Boolean> advance(Task next) {
        return write(() -> new Advance(next, fileWait));
    }

    @Override
    public long permit() {
        return permits.nextLong(1, Long.MAX_VALUE);
    }

    @Override
    public Uni<Boolean> takeBack(Task sending, Instant due) {
        return write(() -> new TakeBack(sending, due));
    }

    @Override
    public Uni<Optional<Task>> find(TaskId id) {
        return read(() -> new Read.Find(id));
    }

    @Override
    public Uni<List<Task>> find(List<TaskId> ids) {
        return read(() -> new Several(ids));
    }

    @Override
    public Uni<List<Task>> ended(Caller caller, Instant since, Optional<TaskId> after, int limit) {
        return read(() -> new EndedSince(caller, since, after, limit));
    }

    @Override
    public Uni<Optional<List<Task>>> list(Caller caller, Optional<Status> status, int limit, Optional<TaskId> after) {
        return read(() -> new Page(caller, status, limit, after));
    }

    @Override
    public Uni<List<Task>> claimDue(DueKind kind, Instant now, Duration lease, int limit) {
        return write(() -> kind == DueKind.SEND ? new ClaimInTurn(kind, now, now.plus(lease), limit, sends)
                : new Claim(kind, now, now.plus(lease), limit));
    }

    @Override
    public Uni<Integer> settleInterrupted(Instant now) {
        return settle(now, 0);
    }

    private Uni<Integer> settle(Instant now, int before) {
        return this.<Integer> write(() -> new Settle(now)).flatMap(settled -> {
            int all = before + settled;
            return settled < Settle.BATCH ? Uni.createFrom().item(all) : settle(now, all);
        });
    }

    @Override
    public Uni<Void> markRestored(Instant now) {
        return write(() -> new RestoredMark(now));
    }

    @Override
    public Uni<Void> replaceSecret(Instant ends) {
        return write(() -> new SharedSecret.Replace(ends, permits));
    }

    @Override
    public Uni<Map<Caller, Integer>> waiting() {
        return read(Read.Waiting::new);
    }

    @Override
    public Uni<List<Task>> lastCompleted(int limit) {
        return read(() -> new Read.LastCompleted(limit));
    }

    @Override
    public Uni<List<Task>> ended(Instant before, int limit) {
        return read(() -> new Read.Ended(before, limit));
    }

    @Override
    public Uni<Integer> remove(List<Task> tasks) {
        return write(() -> new Removal(tasks));
    }

    @Override
    public Uni<Map<Status, Long>> counts() {
        return read(Read.Counts::new);
    }

    @Override
    public boolean healthy() {
        return writes.healthy() && reads.stream().allMatch(Lane::healthy);
    }

    /**
     * Takes nothing more, and writes what waits.
     *
     * @return false if that was not done in time
     */
    boolean close(Duration patience) throws InterruptedException {
        boolean written = writes.close(patience);
        for (Lane<Read<?>> lane : reads) {
            written &= lane.close(patience);
        }
        return written;
    }

    <R> Uni<R> write(Supplier<Write<R>> maker) {
        return Uni.createFrom().emitter(emitter -> {
            Write<R> work = maker.get();
            work.tell(emitter);
            writes.submit(work);
        });
    }

    <R> Uni<R> read(Supplier<Read<R>> maker) {
        return Uni.createFrom().emitter(emitter -> {
            Read<R> work = maker.get();
            work.tell(emitter);
            reads.get(Math.floorMod(turn.getAndIncrement(), reads.size())).submit(work);
        });
    }
}
