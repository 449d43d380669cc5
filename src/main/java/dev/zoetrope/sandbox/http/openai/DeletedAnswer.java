package dev.zoetrope.sandbox.http.openai;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The JSON of a delete.
 *
 * @param id the id of the video that was deleted
 */
@RegisterForReflection
record DeletedAnswer(String id, String object, boolean deleted) {

    static DeletedAnswer of(String id) {
        return new DeletedAnswer(id, "video.deleted", true);
    }
}
