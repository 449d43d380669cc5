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
 * All streams of one caller. Each change is written down once, on the event loop of the first of them, and shown to none
 * if it looks as it did before.
 */
final class CallerFanout {
    /** What is remembered of so many tasks, 200 bytes each; one that is forgotten may be told of once too often. */
    private static final int MOST_SHOWN = 2000;
    private final TaskEventWriter events;
    private final Clock clock;
    private final EventLoop desk;
    private final ConcurrentMap<EventLoop, EventLoopFanout> rows = new ConcurrentHashMap<>();
    private final AtomicInteger ofAll = new AtomicInteger();
    private final ConcurrentMap<TaskId, Integer> ofOne = new ConcurrentHashMap<>();
    /** What is to be written down, of each task the newest. */
    private final Map<TaskId, Task> waiting = new LinkedHashMap<>();
    private boolean busy;
    private final Map<TaskId, Shown> shown = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TaskId, Shown> eldest) {
            return size() > MOST_SHOWN;
        }
    };

    /** A task as it was last shown. */
    private record Shown(long version, long tag) {
    }

    /** @param desk where its changes are written down */
    CallerFanout(TaskEventWriter events, Clock clock, EventLoop desk) {
        this.events = events;
        this.clock = clock;
        this.desk = desk;
    }

    /** On the stream's own loop. */
    void join(EventStream stream, EventLoop loop) {
        if (stream.only() == null) {
            ofAll.incrementAndGet();
        } else {
            ofOne.merge(stream.only(), 1, Integer::sum);
        }
        rows.computeIfAbsent(loop, EventLoopFanout::new).add(stream);
    }

    /** On the stream's own loop. */
    void leave(EventStream stream, EventLoop loop) {
        rows.get(loop).remove(stream);
        if (stream.only() == null) {
            ofAll.decrementAndGet();
        } else {
            ofOne.computeIfPresent(stream.only(), (id, count) -> count == 1 ? null : count - 1);
        }
    }

    boolean wants(TaskId task) {
        return ofAll.get() > 0 || ofOne.containsKey(task);
    }

    /** From any thread. */
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

    /** Does this with each stream, on its loop. */
    void each(Consumer<EventStream> action) {
        rows.values().forEach(row -> row.each(action));
    }
}
