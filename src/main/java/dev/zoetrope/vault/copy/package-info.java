/**
 * Copies the result files of a completed task from the vendor into the store and records the result in the ledger.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>A copy holds its task by a lease. It renews the lease while it runs, and once more just before the file becomes
 * visible ({@link dev.zoetrope.vault.copy.TaskLease}). If two processes copy the same file, only the holder of the lease
 * makes it visible.</li>
 * <li>A result URL that is refused soon after the completion may not work yet. One that is refused later than
 * 10 minutes after the completion is dead. A URL that cannot be read and a file that is
 * too large are final at once. After every other failure the copy is tried again for as long as the vendor's URLs live
 * ({@link dev.zoetrope.vault.copy.CopyRetryPolicy}).</li>
 * <li>A copy that finds no disk space is tried again like any other copy that the store did not accept.</li>
 * </ul>
 */
package dev.zoetrope.vault.copy;
