package dev.zoetrope.deliver.sse;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/**
 * Reads the tasks that a stream sends first, page by page, as fast as its reader takes them: one task, or the caller's live
 * tasks and the tasks that have ended since a given time. The statuses are read in the order of a task's life, so a task
 * whose status changes meanwhile is found in one of its states at least.
 */
final class EventReplay {
    /** The maximum number of tasks of a page: about 50 KB of events, which stay in memory while the reader takes nothing. */
    static final int PAGE_SIZE = 50;
    private final Ledger ledger;
    private final Caller caller;
    private final Deque<Status> liveStatuses = new ArrayDeque<>();
    private TaskId onlyTask;
    private Optional<TaskId> after = Optional.empty();
    private Instant since;

    private EventReplay(Ledger ledger, Caller caller) {
        this.ledger = ledger;
        this.caller = caller;
    }

    static EventReplay one(Ledger ledger, TaskId task) {
        EventReplay one = new EventReplay(ledger, null);
        one.onlyTask = task;
        return one;
    }

    /** @param since the start of the time for ended tasks; null for no ended tasks */
    static EventReplay all(Ledger ledger, Caller caller, Instant since) {
        EventReplay all = new EventReplay(ledger, caller);
        all.liveStatuses.add(Status.PENDING);
        all.liveStatuses.add(Status.PROCESSING);
        all.since = since;
        return all;
    }

    boolean isDone() {
        return onlyTask == null && liveStatuses.isEmpty() && since == null;
    }

    /** Reads the next page, which may be empty. Must not be called while another page is being read. */
    Uni<List<Task>> nextPage() {
        if (onlyTask != null) {
            return ledger.find(List.of(onlyTask)).invoke(found -> onlyTask = null);
        }
        if (!liveStatuses.isEmpty()) {
            return ledger.list(caller, Optional.of(liveStatuses.peek()), PAGE_SIZE, after).map(this::advanceLive);
        }
        return ledger.ended(caller, since, after, PAGE_SIZE).invoke(this::advanceEnded);
    }

    /** @param page empty if the last task of the page before was deleted; this status is then read from its start again */
    private List<Task> advanceLive(Optional<List<Task>> page) {
        List<Task> tasks = page.orElse(List.of());
        after = tasks.size() < PAGE_SIZE ? Optional.empty() : Optional.of(tasks.get(PAGE_SIZE - 1).id());
        if (after.isEmpty() && page.isPresent()) {
            liveStatuses.poll();
        }
        return tasks;
    }

    private void advanceEnded(List<Task> page) {
        if (page.size() < PAGE_SIZE) {
            since = null;
        } else {
            since = page.get(PAGE_SIZE - 1).updatedAt();
            after = Optional.of(page.get(PAGE_SIZE - 1).id());
        }
    }
}
