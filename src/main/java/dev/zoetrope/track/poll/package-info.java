/**
 * Polls the vendor: computes when a task is polled next, limits the polls per second, and applies each answer.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>{@code PollPlan} computes when a poll is useful, and {@code PollRateLimiter} decides whether it is allowed. If the
 * limit is too low, the longest overdue task is polled first. All tasks of the same urgency are then polled in turn, the
 * intervals grow evenly, and the number of tasks need not be known.</li>
 * <li>An outage of the vendor ends no task: a deadline takes effect only at an answer of the vendor.</li>
 * </ul>
 */
package dev.zoetrope.track.poll;
