package dev.zoetrope.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.video.VendorObservation;

/** Tasks for tests. */
public final class Tasks {
    public static final Instant T0 = Instant.parse("2026-03-01T12:00:00.123Z");
    public static final Caller ALICE = new Caller("alice");
    public static final Caller BOB = new Caller("bob");
    public static final GenerationRequest REQUEST = Requests.of(Requests.IMAGE_TO_VIDEO, false, Requests.members(
            "image_urls", List.of("https://images.example.com/campaigns/spring/lake-0042.png"),
            "prompt", "The camera glides over the lake while the fog lifts; morning light, 35 mm film.",
            "duration", 5, "seed", 42));

    /** Random ids are not enough: of 4,000 in one millisecond, two are equal in one of 270 runs. */
    private static final AtomicLong CREATED = new AtomicLong();
    private static final long PRIME = 1_000_003;
    private static final long SIX_CHARACTERS = 36L * 36 * 36 * 36 * 36 * 36;

    private Tasks() {
    }

    public static Task pending(Caller caller, Instant createdAt) {
        return new Task(id(createdAt), caller, REQUEST, new TaskState.Pending(), createdAt, createdAt, createdAt, 0, 0);
    }

    /** An id whose last six characters are a unique number in base 36. As in a real id, these characters are in no order. */
    private static TaskId id(Instant createdAt) {
        String random = TaskId.next(createdAt, ThreadLocalRandom.current()).value();
        String unique = Long.toString(CREATED.getAndIncrement() * PRIME % SIX_CHARACTERS, Character.MAX_RADIX);
        return new TaskId(random.substring(0, random.length() - 6) + "0".repeat(6 - unique.length()) + unique);
    }

    public static Task pending() {
        return pending(ALICE, T0);
    }

    public static Task sending() {
        return sending(T0);
    }

    /** A task that is being sent, with a lease. */
    public static Task sending(Instant createdAt) {
        Task task = pending(ALICE, createdAt);
        return new Task(task.id(), task.caller(), task.request(), new TaskState.Sending(), createdAt, createdAt,
                createdAt.plusSeconds(70), 1, 0);
    }

    /** The task after the vendor has accepted it; the next poll is due in two seconds. */
    public static Task running(Task before, String vendorId) {
        VendorObservation word = new VendorObservation(VendorObservation.Phase.QUEUED, 0, 120, List.of(), null, null);
        TaskState state = new TaskState.Sending().accepted(vendorId, word, T0, Duration.ofMinutes(1));
        return before.transitionTo(state, before.createdAt().plusSeconds(1), before.createdAt().plusSeconds(3));
    }

    public static Task completed(Task before) {
        List<Result> results = List.of(new Result("https://cdn.example.com/v/42.mp4", "video/mp4"));
        return before.transitionTo(new TaskState.Completed(before.state().vendorId(), results, null),
                before.createdAt().plusSeconds(90), null);
    }
}
