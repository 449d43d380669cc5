package dev.zoetrope.ledger.retry;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.BatchRow;
import dev.zoetrope.ledger.replica.ReplicaLiveness;
import dev.zoetrope.ledger.task.TaskRow;
import dev.zoetrope.video.EarlierCreate;
import dev.zoetrope.video.Task;

/** A create: a new row, unless it turns out to be the retry of an earlier one. */
public final class InsertCreate extends WriteOperation<CreateResult> implements BatchRow {
    /** A count above this shares the last bit. */
    private static final int LAST_BIT = 62;
    /** A create has served the try it was opened for. */
    static final long FIRST_TRY = 1;

    private final CreateIntent intent;
    private final ReplicaLiveness replicas;
    private final TaskRow row;
    private final long fingerprint;
    private boolean owed;
    private boolean inserted;
    private AnswerId repeat;

    public InsertCreate(CreateIntent intent, ReplicaLiveness replicas) {
        this.intent = intent;
        this.replicas = replicas;
        this.row = TaskRow.whole(intent.task());
        this.fingerprint = intent.key() != null ? 0
                : Fingerprint.of(task().caller(), row.request(), task().request().extra().isEmpty());
    }

    /** Without a key only. */
    long fingerprint() {
        return fingerprint;
    }

    /** What two creates share if one may be the retry of the other. */
    Object identity() {
        return intent.key() == null ? fingerprint : new Keyed(task().caller().id(), intent.key());
    }

    /** An idempotency key of a caller. */
    record Keyed(String caller, String key) {
    }

    /** Forgets the result of a transaction that was rolled back. */
    public void reset() {
        inserted = false;
        repeat = null;
    }

    @Override
    public void bind(PreparedStatement statement) throws SQLException {
        int next = row.bindOpen(statement);
        if (intent.key() == null && !owed) {
            statement.setLong(next++, fingerprint);
        } else {
            statement.setNull(next++, Types.BIGINT);
        }
        statement.setString(next++, intent.key());
        statement.setLong(next++, replyUntil());
        statement.setLong(next++, replicas.own());
        statement.setLong(next, retry() ? bit() : FIRST_TRY);
    }

    @Override
    public void changed(int rows) {
        inserted = true;
        result(new CreateResult.New(task(), new AnswerId(task().id(), 0), owed));
    }

    /**
     * Whether a retry came before its first try, which this one may be. Then it is given to no retry until that is
     * decided: it would not be taken back, and be sent beside the one that has served the others.
     */
    void owed(boolean expected) {
        owed = expected;
    }

    /** Whether it was a new row when last tried. */
    boolean inserted() {
        return inserted;
    }

    @Override
    public Task written() {
        return inserted ? task() : null;
    }

    void repeated(CreateResult.Repeat outcome) {
        repeat = outcome.reply();
        result(outcome);
    }

    /** The ticket of the row it repeats, if that was the outcome when last tried; else null. */
    AnswerId repeat() {
        return repeat;
    }

    /**
     * Whether the rule is to be asked about this one: with a key, about whoever has it; without, only a client that
     * says it tries again may take one that was or is being answered.
     */
    boolean askedAbout(EarlierCreate earlier) {
        return keyed() || !earlier.task().createdAt().isBefore(intent.lookBack())
                && (retry() || earlier.reply() == EarlierCreate.Reply.GONE);
    }

    /** Whether it has no key and its caller has hung up already. With a key it is taken, as the retry finds it by its key. */
    boolean abandoned() {
        return !keyed() && intent.gone().getAsBoolean();
    }

    /** Whether it may be looked at a second time: only once, and only if its client sent neither key nor retry count. */
    boolean mayLookAgain() {
        return !keyed() && !retry() && !intent.lookedAgain();
    }

    CreateIntent intent() {
        return intent;
    }

    public Task task() {
        return intent.task();
    }

    ReplicaLiveness replicas() {
        return replicas;
    }

    String request() {
        return row.request();
    }

    @Override
    public boolean keyed() {
        return intent.key() != null;
    }

    /** Whether its client says that it is one. */
    boolean retry() {
        return intent.retryCount() > 0;
    }

    /** The bit of {@code served} that stands for its client's count; none for a first try. */
    long bit() {
        return retry() ? 1L << Math.min(intent.retryCount(), LAST_BIT) : 0;
    }

    long now() {
        return task().createdAt().toEpochMilli();
    }

    long replyUntil() {
        return intent.replyUntil().toEpochMilli();
    }
}
