/**
 * Keeps the finished file of a task when the vendor's link has died, and serves it again.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>A file becomes visible by a rename once its bytes are on the disk, and the ledger names it after that. A crash before
 * the rename leaves a draft, which the next start removes; one before the ledger's write leaves a file that the next copy
 * replaces. Either way the row comes due again.</li>
 * <li>Who copies holds the task by renewing its lease, and once more just before the rename
 * ({@link dev.zoetrope.vault.copy.TaskLease}): of two that copy the same file, one makes it visible.</li>
 * <li>A link that is refused soon after the completion may only be late; ten minutes later it is dead. Every other failure
 * is tried again for as long as the vendor's links live ({@link dev.zoetrope.vault.copy.CopyRetryPolicy}). What cannot be kept
 * is handed
 * on as the vendor's link.</li>
 * <li>The signature of a link is checked before anything is looked up, so that without one there is no difference between
 * a task and none.</li>
 * <li>The ledger may be on the same disk, so the vault leaves a reserve and may have a limit
 * ({@link dev.zoetrope.vault.store.DiskSpace}).
 * Without room a copy is tried again like any other that the store did not take.</li>
 * <li>Files leave before their rows. What is left over without a row is removed by the next start
 * ({@link dev.zoetrope.vault.store.OrphanFileCleaner}).</li>
 * <li>In a bucket nothing is visible before it is whole either: one put, or a multipart upload that is completed
 * ({@link dev.zoetrope.vault.store.S3Draft}). What a crash leaves of an upload is ended by the next copy of the same file, and
 * by
 * the bucket's own lifecycle rule.</li>
 * <li>A reader may be sent on to the bucket ({@link dev.zoetrope.vault.store.PresignedUrls}) where answers are too small for a
 * film,
 * as a function's are. Our link stays the one that is told: the bucket's lives no longer than the credentials that signed
 * it.</li>
 * </ul>
 */
package dev.zoetrope.vault;
