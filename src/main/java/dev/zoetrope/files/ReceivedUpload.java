package dev.zoetrope.files;

import dev.zoetrope.video.Upload;

/**
 * The result of an upload.
 *
 * @param upload the file; an earlier one if the caller had already uploaded these bytes
 * @param isNew whether it is not an earlier one
 */
public record ReceivedUpload(Upload upload, boolean isNew) {
}
