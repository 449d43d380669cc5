/**
 * Group commit: operations queue up for one thread, which executes them as a batch in one transaction and then dispatches the
 * results. Knows nothing of tasks.
 */
package dev.zoetrope.ledger.commit;
