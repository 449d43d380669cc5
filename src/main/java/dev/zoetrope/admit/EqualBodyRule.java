package dev.zoetrope.admit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.video.EarlierCreate;
import dev.zoetrope.video.EarlierCreate.Reply;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.TaskState;

/**
 * Without a key: an equal create is a retry if it says so, or if the answer to the earlier one never arrived. Only
 * creates that may have been billed count: live, accepted, or unknown.
 *
 * <ul>
 * <li>One that says it is the {@code n}-th retry takes an earlier create that has not served an {@code n}-th retry yet:
 * first one whose answer was lost, then one that still waits for its answer, then one that was answered as far as we can
 * see; of equals the newest. So three deliberate equal creates that are all retried stay three.
 * <li>Any create takes one whose answer was lost. The answer to the retry counts as the answer to the create from then
 * on, so that one lost answer explains one retry, and a retry whose own answer is lost can be retried again.
 * </ul>
 *
 * @param retryCount which repetition it says it is; 0 when it does not say
 */
record EqualBodyRule(int retryCount) implements RetryRule {
    private static final int HIGHEST_COUNTED = 62;
    private static final List<Reply> LOST_FIRST = List.of(Reply.GONE, Reply.OPEN, Reply.ANSWERED);

    @Override
    public Optional<EarlierCreate> retried(List<EarlierCreate> earlier) {
        return earlier.stream().filter(EqualBodyRule::mayBeBilled)
                .filter(create -> create.reply() == Reply.GONE || retryCount > 0 && !served(create))
                .min(Comparator.comparing(create -> LOST_FIRST.indexOf(create.reply())));
    }

    private boolean served(EarlierCreate create) {
        return (create.servedRetries() >> Math.min(retryCount, HIGHEST_COUNTED) & 1) == 1;
    }

    private static boolean mayBeBilled(EarlierCreate create) {
        TaskState state = create.task().state();
        boolean unknown = state instanceof TaskState.Failed failed && failed.unknown();
        return !state.ended() || state.vendorId() != null || unknown;
    }
}
