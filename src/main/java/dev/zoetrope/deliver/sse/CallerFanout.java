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
    /**
     * The maximum number of tasks whose last sent state is remembered, 200 bytes each; a forgotten state may be sent once
     * more.
     */
    private static final int MAX_REMEMBERED = 2000;
    private final TaskEventWriter events;
    private final Clock clock;
    private final EventLoop serializingLoop;
    private final ConcurrentMap<EventLoop, EventLoopFanout> fanouts = new ConcurrentHashMap<>();
    private final AtomicInteger allTaskStreams = new AtomicInteger();
    private final ConcurrentMap<TaskId, Integer> streamsByTask = new ConcurrentHashMap<>();
    /** The tasks to be serialized, each in its newest version. */
    private final Map<TaskId, Task> pending = new LinkedHashMap<>();
    private boolean scheduled;
    private final Map<TaskId, LastSent> lastSent = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TaskId, LastSent> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /** The last sent state of a task: the version of its row, and the tag of its task object. */
    private record LastSent(long version, long tag) {
    }

    /** @param desk the event loop that serializes the changes */
    CallerFanout(TaskEventWriter events, Clock clock, EventLoop desk) {
        this.events = events;
        this.clock = clock;
        this.serializingLoop = desk;
    }

    /** Adds a stream. Called on the stream's event loop. */
    void add(EventStream stream, EventLoop loop) {
        if (stream.onlyTask() == null) {
            allTaskStreams.incrementAndGet();
        } else {
            streamsByTask.merge(stream.onlyTask(), 1, Integer::sum);
        }
        fanouts.computeIfAbsent(loop, EventLoopFanout::new).add(stream);
    }

    /** Removes a stream. Called on the stream's event loop. */
    void remove(EventStream stream, EventLoop loop) {
        fanouts.get(loop).remove(stream);
        if (stream.onlyTask() == null) {
            allTaskStreams.decrementAndGet();
        } else {
            streamsByTask.computeIfPresent(stream.onlyTask(), (id, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Whether a stream of this caller is about this task. Called on any thread. */
    boolean wants(TaskId task) {
        return allTaskStreams.get() > 0 || streamsByTask.containsKey(task);
    }

    /** Sends a changed task to the streams that are about it. Called on any thread. */
    void changed(Task task) {
        synchronized (pending) {
            pending.merge(task.id(), task, (one, other) -> one.version() > other.version() ? one : other);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        serializingLoop.execute(this::publish);
    }

    private void publish() {
        List<Task> changed;
        synchronized (pending) {
            changed = List.copyOf(pending.values());
            pending.clear();
            scheduled = false;
        }
        changed.forEach(this::publish);
    }

    private void publish(Task task) {
        LastSent before = lastSent.get(task.id());
        if (before != null && task.version() <= before.version()) {
            return;
        }
        TaskEvent event = before == null ? events.of(task, clock.instant())
                : events.ofChanged(before.tag(), task, clock.instant());
        lastSent.put(task.id(), new LastSent(task.version(), event == null ? before.tag() : event.tag()));
        if (event != null) {
            fanouts.values().forEach(fanout -> fanout.send(event));
        }
    }

    /** Runs an action for each stream, on the stream's event loop. */
    void forEach(Consumer<EventStream> action) {
        fanouts.values().forEach(fanout -> fanout.forEach(action));
    }
}
