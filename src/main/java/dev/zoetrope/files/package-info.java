/**
 * The pictures, clips and sounds that callers upload, so that a create can name a file that has no public URL.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>The bytes decide what a file is; its declared type and its name are ignored. A name never becomes a path.
 * <li>An upload is written to the store as it arrives, outside the memory budget of bodies.
 * <li>The bytes are stored before the row is written, and removed after the row is deleted. So a row never names missing
 * bytes, and a crash in between leaves bytes without a row, which a start removes.
 * <li>A create names the bytes of a file, not its id ({@link dev.zoetrope.video.Upload#reference}). So a retry is recognised
 * although the client uploads the file again.
 * <li>A vendor gets a signed URL of the gateway, or the bytes in the create ({@link dev.zoetrope.files.VendorHandover}).
 * </ul>
 */
package dev.zoetrope.files;
