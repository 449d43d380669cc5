package dev.zoetrope.admit;

import java.util.List;
import java.util.Optional;

import dev.zoetrope.video.EarlierCreate;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.TaskState;

/**
 * With an idempotency key: the create that has the key, whatever became of it, refusals of the vendor included. Only a
 * 5xx of ours is never a stored outcome: nothing was made, and the caller was asked to come again.
 */
record SameKeyRule() implements RetryRule {
    private static final int OUR_FAULT = 500;

    @Override
    public Optional<EarlierCreate> retried(List<EarlierCreate> earlier) {
        return earlier.stream().filter(create -> !ourFault(create.task().state())).findFirst();
    }

    private static boolean ourFault(TaskState state) {
        return state instanceof TaskState.Failed failed && failed.refusal() != null
                && failed.refusal().status() >= OUR_FAULT;
    }
}
