/**
 * Delivers the state of a task to its caller: as the task object of an answer, by a long poll, by an event stream
 * ({@code sse}) and by a callback ({@code webhook}).
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>The ledger's change feed wakes long polls and event streams; nothing polls the ledger. Changes of other replicas come
 * through the same feed, at least once, and their tasks are then read.</li>
 * <li>One class makes the task object for all ways of delivery.</li>
 * <li>One secret for each caller and no shared secret: a caller that knows its own secret cannot forge a callback to
 * another.</li>
 * </ul>
 */
package dev.zoetrope.deliver;
