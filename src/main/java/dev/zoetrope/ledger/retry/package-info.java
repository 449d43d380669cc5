/**
 * Creates: detects whether a create is new or the retry of an earlier create, marks the answers to creates, and recovers the
 * creates of an uncertain commit.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>One transaction detects whether a create is a retry and inserts it if it is not.</li>
 * <li>Earlier creates are found by a hash of caller and request ({@link dev.zoetrope.ledger.retry.Fingerprint}); the
 * requests are then compared.</li>
 * <li>Creates whose answer is not marked as sent have an index of their own. Every create is looked up in this index, so it
 * must be small.</li>
 * <li>Creates whose answer was sent have an index ordered by time: new entries are appended at its end, a few pages for each
 * commit. Random keys would dirty one page for each row. Only a create with a retry count is looked up in it.</li>
 * <li>A replica that assigns a row to a retry increments the number of its answer by a compare-and-set, so two replicas
 * cannot both assign it. Marks of answers do not change the version.</li>
 * <li>A create without a key whose caller has hung up before the insert is neither inserted nor regarded as a retry: an
 * answer that nobody receives must not use up an earlier create.</li>
 * <li>If another process is answering an equal create, the lookup is repeated once, a little later: that process may be
 * about to mark that its caller has hung up.</li>
 * <li>A retry that arrives before its first try is stored as a new create. If the caller of the first try has hung up, the
 * first try is dropped ({@link dev.zoetrope.ledger.retry.DropOvertakenFirstTry}).</li>
 * <li>A commit that failed may have happened. Its callers got an error, so the next connection first deletes its creates
 * ({@link dev.zoetrope.ledger.retry.UncertainCommitRecovery}).</li>
 * </ul>
 */
package dev.zoetrope.ledger.retry;
