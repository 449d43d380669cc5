/**
 * Group commit: operations queue up for one thread, which executes them as a batch in one transaction and then dispatches
 * the results. Knows nothing of tasks.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>A durable commit costs one flush of the disk. So a {@link dev.zoetrope.ledger.commit.GroupCommitter} commits all
 * waiting writes together.</li>
 * <li>If one operation is at fault, the batch is split until that operation fails alone.</li>
 * <li>Queries are batched too: one thread switch and one transaction serve all waiting queries.</li>
 * <li>A shared connection that was idle is tested before it is used: its server side may have gone while the process was
 * frozen.</li>
 * </ul>
 */
package dev.zoetrope.ledger.commit;
