package dev.zoetrope.files;

import dev.zoetrope.store.FileName;
import dev.zoetrope.video.UploadId;

/**
 * The name of an uploaded file in the store.
 *
 * @param id its id, which is the name
 */
record UploadName(UploadId id) implements FileName {

    @Override
    public String toString() {
        return id.value();
    }
}
