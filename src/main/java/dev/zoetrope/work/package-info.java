/**
 * Due work: rows of the ledger that a handler claims and processes.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>The tracker runs all handlers, and the packages that own the work implement them. So the tracker depends on none of
 * these packages.</li>
 * <li>A round starts steps and does not wait for them: a slow step delays no other, and no step is cancelled.</li>
 * </ul>
 */
package dev.zoetrope.work;
