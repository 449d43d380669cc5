/**
 * Runs due work in loops while the process lives, and deletes ended tasks after their retention.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>Each kind of work has a loop of its own. A loop runs often while it finds work and rarely while it finds none.</li>
 * <li>Files are deleted before their row, because only the row names them.</li>
 * </ul>
 */
package dev.zoetrope.track.loop;
