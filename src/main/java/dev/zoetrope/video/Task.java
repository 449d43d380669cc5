package dev.zoetrope.video;

import java.time.Instant;

/**
 * A task: one create and its state. A task is one row of the ledger.
 *
 * @param id the gateway's own id
 * @param caller the owner; no other caller may see the task
 * @param request the request of the create
 * @param state the current state
 * @param createdAt when the create was received, millisecond precision
 * @param updatedAt when the state was last written or confirmed by the vendor, millisecond precision
 * @param dueAt when the next work on the task is due (send, poll, copy of the result files); null if no work is due
 * @param attempts number of send attempts so far
 * @param version number of writes so far; a write names the version that it replaces (compare-and-set)
 * @param origin scheme and authority under which the create reached the gateway, without a slash at the end. It is the base
 *        of the URLs in answers unless a setting gives another base; null if not known
 * @param permit number of the newest send permission. It is unique and so identifies the holder; 0 for the permission that
 *        a new create starts with
 * @param pin the vendor and the key of the newest send permission; null while the task is pending
 * @param hidden whether the caller has deleted the task in the API of another service, which then has no such task and no file
 *        of it. In all other respects it is as before
 * @param timeline what has happened to the task
 */
public record Task(TaskId id, Caller caller, GenerationRequest request, TaskState state, Instant createdAt,
        Instant updatedAt, Instant dueAt, int attempts, long version, String origin, long permit, Pin pin, boolean hidden,
        Timeline timeline) {

    /** A task without a known origin and with the send permission 0. */
    public Task(TaskId id, Caller caller, GenerationRequest request, TaskState state, Instant createdAt,
            Instant updatedAt, Instant dueAt, int attempts, long version) {
        this(id, caller, request, state, createdAt, updatedAt, dueAt, attempts, version, null);
    }

    /** A task with the send permission 0. */
    public Task(TaskId id, Caller caller, GenerationRequest request, TaskState state, Instant createdAt,
            Instant updatedAt, Instant dueAt, int attempts, long version, String origin) {
        this(id, caller, request, state, createdAt, updatedAt, dueAt, attempts, version, origin, 0, null, false,
                Timeline.of(state, createdAt));
    }

    /** The next version of the task, in another state. A pending task has no pin. */
    public Task transitionTo(TaskState next, Instant now, Instant due) {
        return new Task(id, caller, request, next, createdAt, now, due, attempts, version + 1, origin, permit,
                next instanceof TaskState.Pending ? null : pin, hidden, timeline.after(state, next, now));
    }

    /** The next version of the task, in the same state, with another due time. */
    public Task dueAt(Instant due) {
        return new Task(id, caller, request, state, createdAt, updatedAt, due, attempts, version + 1, origin, permit,
                pin, hidden, timeline);
    }

    /** The same version of the task with one more send attempt. */
    public Task withAttempt() {
        return new Task(id, caller, request, state, createdAt, updatedAt, dueAt, attempts + 1, version, origin, permit,
                pin, hidden, timeline);
    }

    /**
     * The same version of the task with a new send permission for a vendor and a key. The next write of the task must be
     * {@code Sending}.
     */
    public Task withPermit(long newest, Pin target) {
        return new Task(id, caller, request, state, createdAt, updatedAt, dueAt, attempts, version, origin, newest, target,
                hidden, timeline);
    }

    /** The status that a caller sees. */
    public Status status() {
        return state.status();
    }

    /** Whether the task has ended and no copy of its result files is outstanding: all are stored, given up or not wanted. */
    public boolean finished() {
        return state.ended() && (dueAt == null || !(state instanceof TaskState.Completed));
    }
}
