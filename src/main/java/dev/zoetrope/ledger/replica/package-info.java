/**
 * The replicas that share a PostgreSQL: which of them are alive, which changes they commit, and whether the database has
 * lost commits.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>Each replica has a session that holds an advisory lock ({@link dev.zoetrope.ledger.replica.ReplicaLease}). The
 * replica is alive exactly as long as the lock exists, however its process ends.</li>
 * <li>Leases of tasks and deliveries are compared with the database's clock ({@link dev.zoetrope.ledger.LedgerClock}),
 * which each heartbeat of {@link dev.zoetrope.ledger.replica.ReplicaLease} reads.</li>
 * <li>Each commit notifies the other replicas of the rows it has written
 * ({@link dev.zoetrope.ledger.replica.ChangeNotification}). A notification may be lost, so the changes are also read from
 * the database periodically ({@link dev.zoetrope.ledger.replica.NotifyListener}).</li>
 * <li>After a restore, or a failover that lost commits, the row of a create that was sent may be {@code pending} again.
 * Each replica counts its commits in the database ({@link dev.zoetrope.ledger.replica.CommitCounter}). If a counter has
 * become lower, all pending creates are ended as {@code submission_unknown}. An operator who restores a database marks it
 * ({@link dev.zoetrope.ledger.task.RestoredMark}), with the same effect.</li>
 * </ul>
 */
package dev.zoetrope.ledger.replica;
