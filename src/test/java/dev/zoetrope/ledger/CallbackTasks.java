package dev.zoetrope.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;

/** Tasks with a callback URL. */
public final class CallbackTasks {
    private CallbackTasks() {
    }

    /** A task that is being sent. */
    public static Task sending(String caller, String url, Instant at) {
        GenerationRequest request = Requests.of(Requests.IMAGE_TO_VIDEO, false, Requests.members("image_urls",
                List.of("https://images.example.com/a.png"), "prompt", "fog"), url, Map.of());
        return new Task(TaskId.next(at, ThreadLocalRandom.current()), new Caller(caller), request, new TaskState.Sending(),
                at, at, at.plusSeconds(70), 1, 0);
    }

    /** The task after the vendor has accepted it. */
    public static Task running(Task sending, Instant at) {
        return sending.transitionTo(new TaskState.Running("vendor-" + sending.id(), at, true, 10, null, null, null), at, at);
    }

    /** The task after it has completed. */
    public static Task completed(Task running, Instant at, Instant keepAt) {
        return running.transitionTo(new TaskState.Completed(running.state().vendorId(),
                List.of(new Result("https://cdn.example.com/v.mp4", "video/mp4")), null), at, keepAt);
    }

    /** The task after its deadline, while it is polled for a late success. */
    public static Task expired(Task running, Instant at) {
        return running.transitionTo(((TaskState.Running) running.state()).expire(), at, at.plusSeconds(300));
    }
}
