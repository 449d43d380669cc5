package dev.zoetrope.dialect.openai;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The JSON of a deletion.
 *
 * @param object always {@code video.deleted}
 * @param deleted always true
 */
@RegisterForReflection
record DeletedVideo(String id, String object, boolean deleted) {

    static DeletedVideo of(String id) {
        return new DeletedVideo(id, "video.deleted", true);
    }
}
