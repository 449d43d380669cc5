package dev.zoetrope.dialect.gateway;

import dev.zoetrope.video.Task;

/**
 * The JSON of {@code providerMetadata}: what clients can use in the gateway's own API.
 *
 * @param zoetrope the metadata of this provider
 */
record Metadata(Zoetrope zoetrope) {

    record Zoetrope(String taskId) {
    }

    static Metadata of(Task task) {
        return new Metadata(new Zoetrope(task.id().value()));
    }
}
