/**
 * Copies the result files of completed tasks from the vendor into a store, and serves them by signed URLs.
 *
 * <p>
 * Decisions that concern more than one sub-package:
 * <ul>
 * <li>A file becomes visible only when all its bytes are stored, and the ledger names it after that. A crash in between
 * leaves a file that the ledger does not name. The task becomes due again, and the next copy replaces that file.</li>
 * <li>If a file cannot be copied, the caller gets the vendor's URL instead.</li>
 * <li>Retention removes the files of a task before its row. A file without a row is an orphan. On a disk, the next start
 * removes it ({@link dev.zoetrope.store}).</li>
 * <li>The gateway shows its own signed URL even where the bucket serves the file. A presigned URL of the bucket lives no
 * longer than the credentials that signed it, so the gateway makes a new one for each request.</li>
 * </ul>
 *
 * <p>
 * {@link dev.zoetrope.vault.copy} copies, {@link dev.zoetrope.store} stores, {@link dev.zoetrope.vault.serve} serves.
 */
package dev.zoetrope.vault;
