package dev.zoetrope.deliver.sse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.zoetrope.video.TaskId;
import io.netty.channel.EventLoop;

/**
 * The streams of one caller on one event loop. An event is passed to the loop once and is written to all streams in slices,
 * so that thousands of streams do not delay the loop's other connections. Events are sent one after the other; of the
 * waiting events only the newest of each task is kept.
 */
final class EventLoopFanout {
    /** The number of streams in a slice: some milliseconds of writing. */
    private static final int SLICE = 200;
    private final EventLoop loop;
    /** The streams by the task that they are about; the key null has the streams about all tasks. */
    private final Map<TaskId, Set<EventStream>> streams = new HashMap<>();
    private final Map<TaskId, TaskEvent> waiting = new LinkedHashMap<>();
    private List<EventStream> told = List.of();
    private TaskEvent event;
    private int next;
    private boolean busy;

    EventLoopFanout(EventLoop loop) {
        this.loop = loop;
    }

    /** Adds a stream. Like every method without another thread rule, called on the event loop only. */
    void add(EventStream stream) {
        streams.computeIfAbsent(stream.only(), any -> new LinkedHashSet<>()).add(stream);
    }

    void remove(EventStream stream) {
        streams.computeIfPresent(stream.only(), (any, all) -> {
            all.remove(stream);
            return all.isEmpty() ? null : all;
        });
    }

    /** Sends an event to the streams that are about its task. Called on any thread. */
    void tell(TaskEvent news) {
        synchronized (waiting) {
            waiting.remove(news.task());
            waiting.put(news.task(), news);
            if (busy) {
                return;
            }
            busy = true;
        }
        loop.execute(this::begin);
    }

    /** Runs an action for each stream. Called on any thread; the action runs on the event loop. */
    void each(Consumer<EventStream> action) {
        loop.execute(() -> streams.values().stream().flatMap(Set::stream).toList().forEach(action));
    }

    private void begin() {
        synchronized (waiting) {
            event = waiting.remove(waiting.keySet().iterator().next());
        }
        told = new ArrayList<>(streams.getOrDefault(null, Set.of()));
        told.addAll(streams.getOrDefault(event.task(), Set.of()));
        next = 0;
        slice();
    }

    private void slice() {
        for (int end = Math.min(told.size(), next + SLICE); next < end; next++) {
            told.get(next).tell(event);
        }
        if (next < told.size()) {
            loop.execute(this::slice);
            return;
        }
        told = List.of();
        synchronized (waiting) {
            busy = !waiting.isEmpty();
            if (busy) {
                loop.execute(this::begin);
            }
        }
    }
}
