/**
 * Observability: request ids, one access line per request, one log line per transition of a task, and metrics.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>Log lines contain ids, states and durations. No method of this package takes a key, a prompt, a URL of media or a
 * vendor's body.</li>
 * <li>The names of all metrics are in one class, except those of the ledger and of the disk space.</li>
 * </ul>
 */
package dev.zoetrope.observe;
