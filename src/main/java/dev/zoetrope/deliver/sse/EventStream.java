package dev.zoetrope.deliver.sse;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.zoetrope.deliver.SseConnection;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.vertx.core.buffer.Buffer;

/**
 * The stream of one reader: first a replay from the ledger, then the changes.
 *
 * <pre>
 * open ─▶ replay ─ all pages read ─▶ live ─ last event of its one task ─▶ closed
 *            ▲                        │
 *            └─── buffer overflow ────┘
 * </pre>
 *
 * Events that cannot be written yet are buffered, up to {@link #MAX_BUFFERED}; only the newest event of each task is kept.
 * When the buffer overflows, it is cleared, and once the reader takes data again the stream starts another replay. Used on
 * its event loop only.
 */
final class EventStream {
    /** The maximum number of buffered events. Their bytes are shared with other streams; an event uses at most 1 KB. */
    static final int MAX_BUFFERED = 64;
    private final TaskId onlyTask;
    private final TaskEventWriter events;
    private final Function<Instant, EventReplay> replaySince;
    private final Clock clock;
    private final SseConnection connection;
    private final Runnable onClosed;
    private final Map<TaskId, TaskEvent> buffered = new LinkedHashMap<>(4);
    /** The versions that the replay has sent, so that no older version of a task follows. */
    private Map<TaskId, Long> replayedVersions = new HashMap<>(4);
    private EventReplay replay;
    private Instant completeUntil;
    private boolean overflowed;
    private boolean pageRequested;
    private boolean closed;
    private long lastTag;
    private long lastVersion = -1;
    private boolean taskEnded;

    /**
     * @param onlyTask the task that the stream is about; null for all tasks of the caller
     * @param completeUntil the time up to which the reader has received all changes
     * @param replay the first replay
     * @param replaySince makes the replay after an overflow, from the time up to which the reader has received all changes
     * @param onClosed called once, when the stream ends for any reason
     */
    EventStream(TaskId onlyTask, Instant completeUntil, EventReplay replay, Function<Instant, EventReplay> replaySince,
            TaskEventWriter events,
            Clock clock, SseConnection connection, Runnable onClosed) {
        this.onlyTask = onlyTask;
        this.completeUntil = completeUntil;
        this.replay = replay;
        this.replaySince = replaySince;
        this.events = events;
        this.clock = clock;
        this.connection = connection;
        this.onClosed = onClosed;
    }

    void open(Buffer first) {
        connection.onDrain(this::writePending);
        connection.open(first);
        writePending();
    }

    TaskId onlyTask() {
        return onlyTask;
    }

    /** Sends or buffers a change; the change may have been sent already. */
    void send(TaskEvent event) {
        if (closed || overflowed) {
            return;
        }
        if (replay != null || connection.isFull()) {
            bufferEvent(event);
        } else {
            write(event);
        }
    }

    private void bufferEvent(TaskEvent event) {
        Long known = replayedVersions.get(event.task());
        if (known != null && known >= event.version()) {
            return;
        }
        if (buffered.isEmpty() && replay == null) {
            completeUntil = clock.instant();
        }
        buffered.remove(event.task());
        buffered.put(event.task(), event);
        if (buffered.size() > MAX_BUFFERED) {
            buffered.clear();
            overflowed = true;
        }
    }

    /** Writes replayed and buffered events until the write queue is full. */
    private void writePending() {
        while (!closed && !connection.isFull() && !pageRequested) {
            if (replay != null) {
                if (!replay.isDone()) {
                    requestPage();
                    return;
                }
                replay = null;
                replayedVersions = new HashMap<>(4);
            } else if (!buffered.isEmpty()) {
                Iterator<TaskEvent> oldest = buffered.values().iterator();
                TaskEvent event = oldest.next();
                oldest.remove();
                write(event);
            } else if (overflowed) {
                overflowed = false;
                replay = replaySince.apply(completeUntil);
            } else {
                return;
            }
        }
    }

    private void requestPage() {
        pageRequested = true;
        // If the ledger fails, the next tick reads the page again: a reconnect of the reader would not help.
        replay.nextPage().subscribe().with(this::writePage, error -> pageRequested = false);
    }

    /** Writes a whole page, so the write queue can exceed its limit by one page. */
    private void writePage(List<Task> tasks) {
        pageRequested = false;
        if (onlyTask != null && tasks.isEmpty()) {
            close(out -> out.end(Buffer.buffer())); // the create was withdrawn, or the task was deleted
        }
        for (Task task : tasks) {
            TaskEvent newer = buffered.get(task.id());
            if (newer == null || newer.version() <= task.version()) {
                buffered.remove(task.id());
                replayedVersions.put(task.id(), task.version());
                write(events.of(task, completeUntil));
            }
        }
        writePending();
    }

    private void write(TaskEvent event) {
        if (closed) {
            return;
        }
        if (onlyTask != null) {
            if (event.version() < lastVersion || event.tag() == lastTag) {
                return;
            }
            lastVersion = event.version();
            lastTag = event.tag();
        }
        connection.write(event.text());
        taskEnded = event.ended();
        if (onlyTask != null && event.last()) {
            close(out -> out.end(Buffer.buffer()));
        }
    }

    /**
     * Sends a heartbeat if one is due, or cuts off a reader that takes no data. Repeats a page that could not be read.
     *
     * @param now as {@link System#nanoTime}
     * @param heartbeatInterval the time without a write after which a heartbeat is due, in nanoseconds
     * @param lag the time without progress after which a reader is cut off, in nanoseconds
     */
    void tick(long now, long heartbeatInterval, long lag) {
        writePending();
        if (!closed) {
            if (connection.stalledFor(now, lag)) {
                close(SseConnection::reset);
            } else if (connection.sendHeartbeatIfIdle(now, heartbeatInterval) && onlyTask != null && taskEnded) {
                // Ends the stream although the copy of the result file is not finished. The reader has the vendor's URL, and
                // may reconnect for the signed URL of the gateway.
                close(out -> out.end(Buffer.buffer()));
            }
        }
    }

    /** Ends the stream in order; the reader is expected to reconnect. */
    void end(Buffer last) {
        close(out -> out.end(last));
    }

    /** The reader has closed the connection. */
    void readerGone() {
        close(out -> {
        });
    }

    boolean closed() {
        return closed;
    }

    private void close(Consumer<SseConnection> how) {
        if (!closed) {
            closed = true;
            buffered.clear();
            how.accept(connection);
            onClosed.run();
        }
    }
}
