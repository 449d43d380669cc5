package dev.zoetrope.admit;

import java.util.List;
import java.util.Optional;

import dev.zoetrope.video.EarlierCreate;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.TaskState;

/**
 * The rule for creates with an idempotency key. A create repeats the earlier create with the same key. It does so for every
 * outcome, also for a refusal of the vendor. The exception is a refusal that the gateway answers with a 5xx: no video was
 * made and the caller is expected to try again, so the next create with the key is a new one.
 */
record SameKeyRule() implements RetryRule {
    private static final int FIRST_SERVER_ERROR = 500;

    @Override
    public Optional<EarlierCreate> retried(List<EarlierCreate> earlier) {
        return earlier.stream().filter(create -> !isServerError(create.task().state())).findFirst();
    }

    private static boolean isServerError(TaskState state) {
        return state instanceof TaskState.Failed failed && failed.refusal() != null
                && failed.refusal().status() >= FIRST_SERVER_ERROR;
    }
}
