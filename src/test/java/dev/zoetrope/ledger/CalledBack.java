package dev.zoetrope.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.GenerationMode;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;

/** Tasks whose callers want to be called back. */
public final class CalledBack {
    private CalledBack() {
    }

    /** One that is being sent. */
    public static Task sending(String caller, String url, Instant at) {
        GenerationRequest request = new GenerationRequest(GenerationRequest.MODEL, GenerationMode.IMAGE_TO_VIDEO, false,
                List.of("https://images.example.com/a.png"), null, "fog", null, null, null, null, null, null, null, url,
                Map.of());
        return new Task(TaskId.next(at, ThreadLocalRandom.current()), new Caller(caller), request, new TaskState.Sending(),
                at, at, at.plusSeconds(70), 1, 0);
    }

    /** The same once the vendor has it. */
    public static Task running(Task sending, Instant at) {
        return sending.to(new TaskState.Running("vendor-" + sending.id(), at, true, 10, null, null, null), at, at);
    }

    /** Its video is there. */
    public static Task completed(Task running, Instant at, Instant keepAt) {
        return running.to(new TaskState.Completed(running.state().vendorId(),
                List.of(new Result("https://cdn.example.com/v.mp4", "video/mp4")), null), at, keepAt);
    }

    /** The deadline has passed; a late success is looked for. */
    public static Task expired(Task running, Instant at) {
        return running.to(((TaskState.Running) running.state()).expire(), at, at.plusSeconds(300));
    }
}
