package dev.zoetrope.video;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What has happened to a task, the oldest first. A task that changes its state very often keeps its first moments and its
 * newest ones.
 *
 * @param moments at most {@link #MAX}
 */
public record Timeline(List<Moment> moments) {
    /** The maximum number of moments that are stored. */
    public static final int MAX = 16;
    /** The moments that are kept whatever follows: the first send, and how it went. */
    private static final int FIRST = 4;

    public static final Timeline EMPTY = new Timeline(List.of());

    public Timeline {
        moments = List.copyOf(moments);
    }

    /** What can happen to a task. */
    public enum Event {
        /** The create was received. Not stored: the task has its time. */
        CREATED,
        /** The create got a permission to be sent to a vendor. */
        SENT,
        /** It provably did not arrive, or the vendor asked to wait. It is sent later. */
        NOT_SENT,
        /** The vendor has accepted it. */
        ACCEPTED,
        /** The task has left the vendor's queue. */
        STARTED,
        COMPLETED,
        /** The gateway has a copy of all result files. */
        KEPT,
        FAILED,
        CANCELLED,
        /** The receiver of the callback has answered. Not stored: the callback has its time. */
        CALLED_BACK;

        private final String value = name().toLowerCase(Locale.ROOT);

        /** The value in the API and in the database. */
        public String value() {
            return value;
        }

        /** The event with this value; empty if this version does not know it. */
        public static Optional<Event> of(String value) {
            for (Event event : values()) {
                if (event.value.equals(value)) {
                    return Optional.of(event);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * One event.
     *
     * @param at millisecond precision
     */
    public record Moment(Event event, Instant at) {
    }

    /** The timeline of a task that begins in this state. */
    public static Timeline of(TaskState first, Instant at) {
        return EMPTY.after(null, first, at);
    }

    /**
     * The timeline after a transition.
     *
     * @param before the state before; null for a new task
     */
    public Timeline after(TaskState before, TaskState next, Instant at) {
        List<Event> events = events(before, next);
        if (events.isEmpty()) {
            return this;
        }
        List<Moment> all = new ArrayList<>(moments);
        for (Event event : events) {
            all.add(new Moment(event, at));
        }
        while (all.size() > MAX) {
            all.remove(FIRST);
        }
        return new Timeline(all);
    }

    private static List<Event> events(TaskState before, TaskState next) {
        List<Event> events = new ArrayList<>(2);
        if (next instanceof TaskState.Sending) {
            events.add(Event.SENT);
        } else if (next instanceof TaskState.Pending && before instanceof TaskState.Sending) {
            events.add(Event.NOT_SENT);
        }
        if (next.vendorId() != null && (before == null || before.vendorId() == null)) {
            events.add(Event.ACCEPTED);
        }
        if (isStarted(next) && !isStarted(before)) {
            events.add(Event.STARTED);
        }
        if (next.ended() && (before == null || before.status() != next.status())) {
            events.add(Event.valueOf(next.status().name()));
        }
        if (isKept(next) && !isKept(before)) {
            events.add(Event.KEPT);
        }
        return events;
    }

    private static boolean isStarted(TaskState state) {
        return state instanceof TaskState.Running running && running.started();
    }

    private static boolean isKept(TaskState state) {
        return state instanceof TaskState.Completed completed
                && completed.results().stream().allMatch(result -> result.copy() != null);
    }
}
