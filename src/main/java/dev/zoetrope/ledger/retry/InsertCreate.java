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

/** A create: inserts a new row, unless {@link RetryDetector} finds that it is the retry of an earlier create. */
public final class InsertCreate extends WriteOperation<CreateResult> implements BatchRow {
    /** The bit of {@code served} that all retry counts from 62 on share. */
    private static final int MAX_RETRY_BIT = 62;
    /** The bit of {@code served} for the first try. */
    static final long FIRST_TRY_BIT = 1;

    private final CreateIntent intent;
    private final ReplicaLiveness replicas;
    private final TaskRow row;
    private final long fingerprint;
    private boolean mayBeOvertaken;
    private boolean inserted;
    private AnswerId repeatAnswer;

    public InsertCreate(CreateIntent intent, ReplicaLiveness replicas) {
        this.intent = intent;
        this.replicas = replicas;
        this.row = TaskRow.forInsert(intent.task());
        this.fingerprint = intent.key() != null ? 0
                : Fingerprint.of(task().caller(), row.request(), task().request().extra().isEmpty());
    }

    /** See {@link Fingerprint}; 0 for a create with a key, which has none. */
    long fingerprint() {
        return fingerprint;
    }

    /** The idempotency key with its caller, else the fingerprint: equal if one create may be the retry of the other. */
    Object identity() {
        return intent.key() == null ? fingerprint : new CallerKey(task().caller().id(), intent.key());
    }

    /** An idempotency key of a caller. */
    record CallerKey(String caller, String key) {
    }

    /** Discards the result of a transaction that was rolled back. */
    public void reset() {
        inserted = false;
        repeatAnswer = null;
    }

    @Override
    public void bind(PreparedStatement statement) throws SQLException {
        int next = row.bindInsert(statement);
        if (intent.key() == null && !mayBeOvertaken) {
            statement.setLong(next++, fingerprint);
        } else {
            statement.setNull(next++, Types.BIGINT);
        }
        statement.setString(next++, intent.key());
        statement.setLong(next++, answerDeadline());
        statement.setLong(next++, replicas.ownNumber());
        statement.setLong(next, isRetry() ? retryBit() : FIRST_TRY_BIT);
    }

    @Override
    public void changed(int rows) {
        inserted = true;
        result(new CreateResult.New(task(), new AnswerId(task().id(), 0), mayBeOvertaken));
    }

    /**
     * Sets whether this create may be the first try of a retry that was stored before it. Such a create is inserted without
     * a fingerprint, so that no retry finds it before it is dropped ({@link DropOvertakenFirstTry}) or confirmed
     * ({@link ConfirmFirstTry}). If a retry was answered with it, it could not be dropped any more, and it would be sent in
     * addition to the retry that was stored before it.
     */
    void mayBeOvertaken(boolean expected) {
        mayBeOvertaken = expected;
    }

    /** Whether the last attempt of the transaction inserted this create. */
    boolean inserted() {
        return inserted;
    }

    @Override
    public Task written() {
        return inserted ? task() : null;
    }

    void setRepeat(CreateResult.Repeat outcome) {
        repeatAnswer = outcome.answer();
        result(outcome);
    }

    /** The answer that returns the earlier create, if the last attempt found that it is a retry; else null. */
    AnswerId repeatAnswer() {
        return repeatAnswer;
    }

    /**
     * Whether this create may repeat the earlier one, so that the retry rule decides. With a key: always. Without a key: if
     * the earlier create is not older than the look-back, and either its answer was lost or this create has a retry count.
     */
    boolean mayRepeat(EarlierCreate earlier) {
        return keyed() || !earlier.task().createdAt().isBefore(intent.lookBack())
                && (isRetry() || earlier.answer() == EarlierCreate.AnswerState.LOST);
    }

    /**
     * Whether it has no key and its caller has hung up already. A create with a key is inserted nevertheless, because its
     * retry finds it by the key.
     */
    boolean callerGone() {
        return !keyed() && intent.callerGone().getAsBoolean();
    }

    /** Whether its result may be {@code Undecided}: only once, and only if it has neither a key nor a retry count. */
    boolean mayBeUndecided() {
        return !keyed() && !isRetry() && !intent.secondLookup();
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

    /** Whether it has a retry count. */
    boolean isRetry() {
        return intent.retryCount() > 0;
    }

    /** The bit of {@code served} for its retry count; 0 for a first try. */
    long retryBit() {
        return isRetry() ? 1L << Math.min(intent.retryCount(), MAX_RETRY_BIT) : 0;
    }

    /** When it arrived, in milliseconds since the epoch. */
    long arrivedAt() {
        return task().createdAt().toEpochMilli();
    }

    /** The deadline of its answer, in milliseconds since the epoch. */
    long answerDeadline() {
        return intent.answerDeadline().toEpochMilli();
    }
}
