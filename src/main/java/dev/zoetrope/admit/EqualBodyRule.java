package dev.zoetrope.admit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.video.EarlierCreate;
import dev.zoetrope.video.EarlierCreate.AnswerState;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.TaskState;

/**
 * The rule for creates without an idempotency key. A create is a retry of an earlier create with an equal body if it has a
 * retry count, or if the answer to the earlier create was lost. The rule considers only creates that may have been billed:
 * tasks that have not ended, were accepted, or have an unknown outcome.
 *
 * <ul>
 * <li>A create with the retry count {@code n} matches an earlier create that has not served an {@code n}-th retry yet. The
 * order of preference is: the answer was lost; the answer is outstanding; the answer was sent. Among equals the newest is
 * taken. So three deliberate equal creates stay three, even if all three are retried.
 * <li>Every create matches an earlier create whose answer was lost. The answer to the retry replaces the lost answer. So one
 * lost answer explains one retry, and a retry whose own answer is lost can be retried again.
 * </ul>
 *
 * @param retryCount the number of the retry by the create's header; 0 if it has none
 */
record EqualBodyRule(int retryCount) implements RetryRule {
    private static final int MAX_RETRY_BIT = 62;
    private static final List<AnswerState> PREFERENCE_ORDER = List.of(AnswerState.LOST, AnswerState.OUTSTANDING,
            AnswerState.ANSWERED);

    @Override
    public Optional<EarlierCreate> retried(List<EarlierCreate> earlier) {
        return earlier.stream().filter(EqualBodyRule::mayBeBilled)
                .filter(create -> create.answer() == AnswerState.LOST || retryCount > 0 && !hasServed(create))
                .min(Comparator.comparing(create -> PREFERENCE_ORDER.indexOf(create.answer())));
    }

    private boolean hasServed(EarlierCreate create) {
        return (create.servedRetries() >> Math.min(retryCount, MAX_RETRY_BIT) & 1) == 1;
    }

    private static boolean mayBeBilled(EarlierCreate create) {
        TaskState state = create.task().state();
        boolean unknown = state instanceof TaskState.Failed failed && failed.outcomeUnknown();
        return !state.ended() || state.vendorId() != null || unknown;
    }
}
