/**
 * The durable record: every task, from the intent to its end. Whatever was acknowledged to anybody is in here first.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>Acknowledged means durable: SQLite in WAL mode with {@code synchronous=FULL}. A commit costs one flush of the
 * disk, so a {@link dev.zoetrope.ledger.commit.GroupCommitter} gathers all writes that wait and commits them together; a write
 * that is
 * at fault itself fails alone. Reads go through a lane too: one hand-over and one transaction serve all that
 * wait.</li>
 * <li>A transition is a compare-and-set on the version; of several hands exactly one turns it.</li>
 * <li>A permission to send names its holder by a number in the row. A row that is being sent is changed only under that
 * number, so that nobody takes back, or answers for, a permission of somebody else's that happens to have the same
 * version.</li>
 * <li>The lease lives in {@code due_at}: a claim pushes it forward and leaves the version alone, so that a claim never
 * makes anybody else's transition fail, while two claimers still cannot both turn the version.</li>
 * <li>Few indexes, each paid on every write: {@code step} names the work a row waits for (null: none) and its partial
 * index holds live rows only; the list index carries the status, so that any filter reads no more than a page; the
 * index of ended rows serves counts and retention.</li>
 * <li>A create and the question whether it is a retry are one transaction. Rows are found by a hash of caller and request
 * and then compared; what is being answered has an index of its own, which stays small, as every create is looked up in
 * it. Who is given a row for a retry turns the number of its answer, so that two replicas cannot both take it. Marks of
 * answers leave the version alone.</li>
 * <li>A row that new creates go to the end of, in every index, costs a commit a few pages; by chance all over an index it
 * costs one each. Therefore ids begin with their millisecond, and answered creates are ordered by time.</li>
 * <li>A commit that failed may have happened. Its creates were refused, so the next connection first takes them back
 * ({@link dev.zoetrope.ledger.retry.UncertainCommitRecovery}).</li>
 * <li>A create without a key whose connection has gone before it is written is not taken and takes nothing; a create that
 * meets an equal one at another process is looked at again a little later, as that process may be about to note a
 * hang-up.</li>
 * <li>Creates are claimed in turn, the first of each caller before the second of any; everything else goes by time.</li>
 * <li>The outbox is part of the record: whoever ends a task writes in the same commit that its caller is to be told
 * ({@link dev.zoetrope.ledger.outbox.OutboxEntry}). The id of an event follows from task and end, so to write an end again adds
 * nothing.
 * Its claims go receiver by receiver, from one entry of the index to the next.</li>
 * <li>One process per data directory, by a lock that is held for life; only therefore may the start settle what was
 * being sent when the last process died.</li>
 * <li>One SQL text for SQLite and PostgreSQL wherever it can be; {@link dev.zoetrope.ledger.jdbc.SqlDialect} is where they
 * differ.</li>
 * <li>PostgreSQL is shared by replicas: no lock on a directory, no settling at the start; a lease that is over is settled
 * by whoever claims it, and leases go by the database's clock ({@link dev.zoetrope.ledger.LedgerClock}). Every session is in
 * READ COMMITTED, as recognition must see what was committed while it waited for a lock. Each replica holds a session lock, so
 * that the others know who is alive
 * ({@link dev.zoetrope.ledger.replica.ReplicaLease}). One that does not answer at the start is refused, as whoever starts
 * processes
 * also starts them again; one that goes away later is waited for. Every wait for it is bounded. A connection that stood idle
 * is tried before work is given to it, as it may have gone while the process was frozen.</li>
 * <li>A record that has gone back, by a failover that lost commits or a restore, may say of a create that was sent that it
 * waits. Whoever notices it ({@link dev.zoetrope.ledger.replica.CommitCounter}), or is told so by an operator
 * ({@link dev.zoetrope.ledger.task.RestoredMark}), ends what waits as unknown. A copy made by
 * {@link dev.zoetrope.ledger.Backup} has
 * that mark from the beginning. That copy needs no lock of the directory, as it only reads.</li>
 * </ul>
 */
package dev.zoetrope.ledger;
