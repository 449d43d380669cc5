package dev.zoetrope.dialect.gateway;

import java.util.List;

import dev.zoetrope.video.Task;

/**
 * The JSON of the answer to a start.
 *
 * @param operation what a client sends to ask for the status
 * @param warnings values of the create without effect; may be empty
 */
record StartAnswer(Operation operation, List<Warning> warnings, Metadata providerMetadata) {

    /** @param id the id of the task */
    record Operation(String id) {
        static final String ID = "id";
    }

    static StartAnswer of(Task task, List<Warning> warnings) {
        return new StartAnswer(new Operation(task.id().value()), warnings, Metadata.of(task));
    }
}
