/**
 * The ledger: the durable record of every task, from the create to its end. This package holds the types that other
 * packages use; the sub-packages hold the implementation and list their own decisions.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>Acknowledged means durable: nothing is acknowledged to a caller before it is committed and flushed to disk.</li>
 * <li>A transition is a compare-and-set on the version of a row. Of several concurrent transitions from one version exactly
 * one succeeds. A claim is no transition and does not change the version.</li>
 * <li>The commit that ends a task also records that its caller is to be notified ({@link dev.zoetrope.ledger.Outbox}).</li>
 * <li>The ledger is either SQLite in a data directory, for one process, or a PostgreSQL that any number of replicas
 * share. The SQL texts are the same where possible.</li>
 * <li>Leases of replicas are compared with the database's clock ({@link dev.zoetrope.ledger.LedgerClock}), as the clocks
 * of their machines may differ.</li>
 * <li>A ledger that was restored from an older state may contain creates as {@code pending} that have been sent since. They
 * are ended as {@code submission_unknown}. A copy made by {@link dev.zoetrope.ledger.Backup} is marked as restored from the
 * beginning. The backup does not lock the data directory, because it only reads.</li>
 * </ul>
 */
package dev.zoetrope.ledger;
