/**
 * Stores files in a directory or in an S3 bucket: result files, and files that callers upload.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>On a disk, a file is written as a draft under another name. Once its bytes are on the disk, a rename makes it
 * visible ({@link dev.zoetrope.store.DiskDraft}). A crash before the rename leaves a draft. A start
 * removes it, with PostgreSQL only when no other replica can still be writing it
 * ({@link dev.zoetrope.store.OrphanFileCleaner}).</li>
 * <li>The ledger may be on the same disk, so the vault leaves a reserve of free bytes. The total size of all files may have
 * a limit, too ({@link dev.zoetrope.store.DiskSpace}).</li>
 * <li>In a bucket, an object is written by one put or by a multipart upload, so it also becomes visible as a whole
 * ({@link dev.zoetrope.store.S3Draft}). A crash leaves an upload that is not complete. The next multipart upload of
 * the same file aborts it, or the lifecycle rule of the bucket does.</li>
 * <li>The bucket is called by the HTTP client of the process, on the event loop of the request or of the copy, as the
 * vendor's files are. Only signatures, which may hash a part, are computed on worker threads.</li>
 * <li>Where responses are too small for a video, as those of a function are, the reader is redirected to the bucket
 * ({@link dev.zoetrope.store.PresignedUrls}).</li>
 * </ul>
 */
package dev.zoetrope.store;
