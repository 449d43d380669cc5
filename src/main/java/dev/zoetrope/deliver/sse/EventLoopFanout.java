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
    private static final int SLICE_SIZE = 200;
    private final EventLoop loop;
    /** The streams by the task that they are about; the key null has the streams about all tasks. */
    private final Map<TaskId, Set<EventStream>> streams = new HashMap<>();
    private final Map<TaskId, TaskEvent> pending = new LinkedHashMap<>();
    private List<EventStream> recipients = List.of();
    private TaskEvent event;
    private int nextRecipient;
    private boolean sending;

    EventLoopFanout(EventLoop loop) {
        this.loop = loop;
    }

    /** Adds a stream. Like every method without another thread rule, called on the event loop only. */
    void add(EventStream stream) {
        streams.computeIfAbsent(stream.onlyTask(), any -> new LinkedHashSet<>()).add(stream);
    }

    void remove(EventStream stream) {
        streams.computeIfPresent(stream.onlyTask(), (any, all) -> {
            all.remove(stream);
            return all.isEmpty() ? null : all;
        });
    }

    /** Sends an event to the streams that are about its task. Called on any thread. */
    void send(TaskEvent newEvent) {
        synchronized (pending) {
            pending.remove(newEvent.task());
            pending.put(newEvent.task(), newEvent);
            if (sending) {
                return;
            }
            sending = true;
        }
        loop.execute(this::sendNext);
    }

    /** Runs an action for each stream. Called on any thread; the action runs on the event loop. */
    void forEach(Consumer<EventStream> action) {
        loop.execute(() -> streams.values().stream().flatMap(Set::stream).toList().forEach(action));
    }

    private void sendNext() {
        synchronized (pending) {
            event = pending.remove(pending.keySet().iterator().next());
        }
        recipients = new ArrayList<>(streams.getOrDefault(null, Set.of()));
        recipients.addAll(streams.getOrDefault(event.task(), Set.of()));
        nextRecipient = 0;
        sendSlice();
    }

    private void sendSlice() {
        for (int end = Math.min(recipients.size(), nextRecipient + SLICE_SIZE); nextRecipient < end; nextRecipient++) {
            recipients.get(nextRecipient).send(event);
        }
        if (nextRecipient < recipients.size()) {
            loop.execute(this::sendSlice);
            return;
        }
        recipients = List.of();
        synchronized (pending) {
            sending = !pending.isEmpty();
            if (sending) {
                loop.execute(this::sendNext);
            }
        }
    }
}
