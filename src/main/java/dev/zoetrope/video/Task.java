package dev.zoetrope.video;

import java.time.Instant;

/**
 * One create and what became of it: the unit of the ledger.
 *
 * @param id the gateway's own id
 * @param caller whose it is; nobody else may see it
 * @param request what was asked for
 * @param state where it stands
 * @param createdAt when the create was received, millisecond precision
 * @param updatedAt when the state was last written or confirmed by the vendor, millisecond precision
 * @param dueAt when the next step is due (send, ask, keep); null when none is
 * @param attempts sends tried so far
 * @param version counts the writes; a write says which version it replaces
 * @param origin scheme and authority by which the create reached us, without a slash at the end: the base of the URLs
 *        its caller is given where no setting says another; null when it is not known
 * @param permit names the newest permission to send, and so its holder: a number that no other permission has; 0 for
 *        the permission that comes with the opening of the create
 */
public record Task(TaskId id, Caller caller, GenerationRequest request, TaskState state, Instant createdAt,
        Instant updatedAt, Instant dueAt, int attempts, long version, String origin, long permit) {

    /** A task whose origin is not known. */
    public Task(TaskId id, Caller caller, GenerationRequest request, TaskState state, Instant createdAt,
            Instant updatedAt, Instant dueAt, int attempts, long version) {
        this(id, caller, request, state, createdAt, updatedAt, dueAt, attempts, version, null);
    }

    /** A task that nobody was permitted to send since it was opened. */
    public Task(TaskId id, Caller caller, GenerationRequest request, TaskState state, Instant createdAt,
            Instant updatedAt, Instant dueAt, int attempts, long version, String origin) {
        this(id, caller, request, state, createdAt, updatedAt, dueAt, attempts, version, origin, 0);
    }

    /** The task one write later, in another state. */
    public Task to(TaskState next, Instant now, Instant due) {
        return new Task(id, caller, request, next, createdAt, now, due, attempts, version + 1, origin, permit);
    }

    /** The task one write later, in the same state, looked at again at another time. */
    public Task dueAt(Instant due) {
        return new Task(id, caller, request, state, createdAt, updatedAt, due, attempts, version + 1, origin, permit);
    }

    /** The same with one more send counted. */
    public Task attempted() {
        return new Task(id, caller, request, state, createdAt, updatedAt, dueAt, attempts + 1, version, origin, permit);
    }

    /** The same under a new permission to send; its next write is {@code sending}. */
    public Task permitted(long newest) {
        return new Task(id, caller, request, state, createdAt, updatedAt, dueAt, attempts, version, origin, newest);
    }

    /** The public status word. */
    public Status status() {
        return state.status();
    }

    /** Whether it has ended and its file, if there is to be a copy of it, is kept or given up. */
    public boolean settled() {
        return state.ended() && (dueAt == null || !(state instanceof TaskState.Completed));
    }
}
