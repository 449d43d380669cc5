/**
 * Observability: request ids, one access line per request, log lines for the transitions of tasks, and metrics.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>An accepted create has one line at INFO, the access line. It names the task, as a line about the task would, and only
 * it has the status and the time of the answer. Two lines for each transition that a create always has would cost a tenth of
 * its processor time.</li>
 * <li>Log lines contain ids, states and durations. No method of this package takes a key, a prompt, a URL of media or a
 * vendor's body.</li>
 * <li>The names of all metrics are in one class, except those of the ledger and of the disk space.</li>
 * </ul>
 */
package dev.zoetrope.observe;
