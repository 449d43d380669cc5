/**
 * Tracks each task from its stored create to its end: limits the creates in flight, sends them, refreshes a task for a
 * query, and runs ticks. The sub-packages resend and record outcomes ({@code send}), poll the vendor ({@code poll}) and run
 * the loops ({@code loop}).
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>A due row is the only reminder of work. After a crash no state in memory is needed to continue. The process that
 * claims a row does one step with it. A claim moves the due time of the row by a lease. The result is written by
 * compare-and-set on the version of the row, so two processes that hold the same row do its step once.</li>
 * <li>The loops, a tick and a query use the same steps. In {@code on-demand} mode the loops are absent, and nothing else
 * differs.</li>
 * </ul>
 */
package dev.zoetrope.track;
