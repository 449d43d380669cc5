package dev.zoetrope.deliver.sse;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.netty.channel.EventLoop;

/**
 * All streams of one caller. Each change is serialized once, on the event loop of the caller's first stream. A change that
 * the caller cannot see in the task object is not sent.
 */
final class CallerFanout {
    /** The most tasks whose last sent state is remembered, 200 bytes each; a forgotten state may be sent once more. */
    private static final int MOST_SHOWN = 2000;
    private final TaskEventWriter events;
    private final Clock clock;
    private final EventLoop desk;
    private final ConcurrentMap<EventLoop, EventLoopFanout> rows = new ConcurrentHashMap<>();
    private final AtomicInteger ofAll = new AtomicInteger();
    private final ConcurrentMap<TaskId, Integer> ofOne = new ConcurrentHashMap<>();
    /** The tasks to be serialized, each in its newest version. */
    private final Map<TaskId, Task> waiting = new LinkedHashMap<>();
    private boolean busy;
    private final Map<TaskId, Shown> shown = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TaskId, Shown> eldest) {
            return size() > MOST_SHOWN;
        }
    };

    /** The last sent state of a task: the version of its row, and the tag of its task object. */
    private record Shown(long version, long tag) {
    }

    /** @param desk the event loop that serializes the changes */
    CallerFanout(TaskEventWriter events, Clock clock, EventLoop desk) {
        this.events = events;
        this.clock = clock;
        this.desk = desk;
    }

    /** Adds a stream. Called on the stream's event loop. */
    void join(EventStream stream, EventLoop loop) {
        if (stream.only() == null) {
            ofAll.incrementAndGet();
        } else {
            ofOne.merge(stream.only(), 1, Integer::sum);
        }
        rows.computeIfAbsent(loop, EventLoopFanout::new).add(stream);
    }

    /** Removes a stream. Called on the stream's event loop. */
    void leave(EventStream stream, EventLoop loop) {
        rows.get(loop).remove(stream);
        if (stream.only() == null) {
            ofAll.decrementAndGet();
        } else {
            ofOne.computeIfPresent(stream.only(), (id, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Whether a stream of this caller is about this task. Called on any thread. */
    boolean wants(TaskId task) {
        return ofAll.get() > 0 || ofOne.containsKey(task);
    }

    /** Sends a changed task to the streams that are about it. Called on any thread. */
    void changed(Task task) {
        synchronized (waiting) {
            waiting.merge(task.id(), task, (one, other) -> one.version() > other.version() ? one : other);
            if (busy) {
                return;
            }
            busy = true;
        }
        desk.execute(this::show);
    }

    private void show() {
        List<Task> changed;
        synchronized (waiting) {
            changed = List.copyOf(waiting.values());
            waiting.clear();
            busy = false;
        }
        changed.forEach(this::show);
    }

    private void show(Task task) {
        Shown before = shown.get(task.id());
        if (before != null && task.version() <= before.version()) {
            return;
        }
        TaskEvent event = before == null ? events.of(task, clock.instant())
                : events.unless(before.tag(), task, clock.instant());
        shown.put(task.id(), new Shown(task.version(), event == null ? before.tag() : event.tag()));
        if (event != null) {
            rows.values().forEach(row -> row.tell(event));
        }
    }

    /** Runs an action for each stream, on the stream's event loop. */
    void each(Consumer<EventStream> action) {
        rows.values().forEach(row -> row.each(action));
    }
}
