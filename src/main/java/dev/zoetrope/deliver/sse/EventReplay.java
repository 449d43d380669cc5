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
 * What a stream begins with, page by page, as its reader takes them: one task, or the caller's live tasks and what has
 * ended since a time. A task that moves on meanwhile is met in one of its states at least: it is looked for in the order
 * in which it moves.
 */
final class EventReplay {
    /** Some 50 KB of events, which a reader may hold up. */
    static final int PAGE = 50;
    private final Ledger ledger;
    private final Caller caller;
    private final Deque<Status> live = new ArrayDeque<>();
    private TaskId only;
    private Optional<TaskId> after = Optional.empty();
    private Instant since;

    private EventReplay(Ledger ledger, Caller caller) {
        this.ledger = ledger;
        this.caller = caller;
    }

    static EventReplay one(Ledger ledger, TaskId task) {
        EventReplay one = new EventReplay(ledger, null);
        one.only = task;
        return one;
    }

    /** @param since what has ended from then on; null for nothing */
    static EventReplay all(Ledger ledger, Caller caller, Instant since) {
        EventReplay all = new EventReplay(ledger, caller);
        all.live.add(Status.PENDING);
        all.live.add(Status.PROCESSING);
        all.since = since;
        return all;
    }

    boolean done() {
        return only == null && live.isEmpty() && since == null;
    }

    /** The next page, which may be empty. Not while another is under way. */
    Uni<List<Task>> next() {
        if (only != null) {
            return ledger.find(List.of(only)).invoke(found -> only = null);
        }
        if (!live.isEmpty()) {
            return ledger.list(caller, Optional.of(live.peek()), PAGE, after).map(this::turnLive);
        }
        return ledger.ended(caller, since, after, PAGE).invoke(this::turnEnded);
    }

    /** @param page empty if the last task of the one before is gone: then these begin anew */
    private List<Task> turnLive(Optional<List<Task>> page) {
        List<Task> tasks = page.orElse(List.of());
        after = tasks.size() < PAGE ? Optional.empty() : Optional.of(tasks.get(PAGE - 1).id());
        if (after.isEmpty() && page.isPresent()) {
            live.poll();
        }
        return tasks;
    }

    private void turnEnded(List<Task> page) {
        if (page.size() < PAGE) {
            since = null;
        } else {
            since = page.get(PAGE - 1).updatedAt();
            after = Optional.of(page.get(PAGE - 1).id());
        }
    }
}
