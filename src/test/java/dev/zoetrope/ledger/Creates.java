package dev.zoetrope.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.EarlierCreate;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;

/** Incoming creates for tests of the detection of retries. */
public final class Creates {
    public static final Duration LOOK_BACK = Duration.ofMinutes(10);
    public static final Duration ANSWER = Duration.ofSeconds(30);

    private Creates() {
    }

    /** A rule that takes the first candidate, and records the candidates of each call. */
    public static final class TakesFirst implements RetryRule {
        public final List<List<EarlierCreate>> received = new ArrayList<>();

        @Override
        public Optional<EarlierCreate> retried(List<EarlierCreate> earlier) {
            received.add(List.copyOf(earlier));
            return earlier.stream().findFirst();
        }

        public EarlierCreate first() {
            return received.get(0).get(0);
        }
    }

    /**
     * The rule of the application: of the creates that have not served this retry count, prefers one without a received
     * answer.
     */
    public static RetryRule unserved(int count) {
        return earlier -> {
            List<EarlierCreate> left = earlier.stream().filter(each -> (each.servedRetries() & 1L << count) == 0)
                    .toList();
            return left.stream().filter(each -> each.answer() != EarlierCreate.AnswerState.ANSWERED).findFirst()
                    .or(() -> left.stream().findFirst());
        };
    }

    public static Task task(Caller caller, Instant now, GenerationRequest request) {
        TaskId id = TaskId.next(now, ThreadLocalRandom.current());
        return new Task(id, caller, request, new TaskState.Sending(), now, now, now.plusSeconds(70), 0, 0);
    }

    public static CreateIntent create(Task task, String key, int retryCount, RetryRule rule) {
        return new CreateIntent(task, key, retryCount, rule, task.createdAt().minus(LOOK_BACK),
                task.createdAt().plus(ANSWER));
    }

    /** A first try of the caller Alice. */
    public static CreateIntent first(Instant now, RetryRule rule) {
        return create(task(Tasks.ALICE, now, Tasks.REQUEST), null, 0, rule);
    }

    /** A retry of Alice with this retry count. */
    public static CreateIntent retry(Instant now, int count, RetryRule rule) {
        return create(task(Tasks.ALICE, now, Tasks.REQUEST), null, count, rule);
    }

    public static CreateIntent keyed(Instant now, String key, RetryRule rule) {
        return create(task(Tasks.ALICE, now, Tasks.REQUEST), key, 0, rule);
    }

    public static GenerationRequest prompt(String prompt) {
        return with(prompt, Map.of());
    }

    public static GenerationRequest with(String prompt, Map<String, Object> extra) {
        GenerationRequest r = Tasks.REQUEST;
        return Requests.of(r.mode(), r.modeStated(), Requests.members("image_urls", Requests.images(r), "prompt", prompt,
                "duration", 5, "seed", 42), null, extra);
    }
}
