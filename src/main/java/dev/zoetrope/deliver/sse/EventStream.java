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
 * Events that cannot be written are buffered, of each task the newest only, up to {@link #MOST_HELD}. When the buffer
 * overflows, it is cleared, and once the reader takes data again the stream starts another replay. Used on its event loop
 * only.
 */
final class EventStream {
    /** The most buffered events. Their bytes are shared with other streams; at worst an event costs 1 KB. */
    static final int MOST_HELD = 64;
    private final TaskId only;
    private final TaskEventWriter events;
    private final Function<Instant, EventReplay> reading;
    private final Clock clock;
    private final SseConnection outlet;
    private final Runnable onClosed;
    private final Map<TaskId, TaskEvent> held = new LinkedHashMap<>(4);
    /** The versions that the replay has sent, so that no older version of a task follows. */
    private Map<TaskId, Long> read = new HashMap<>(4);
    private EventReplay catchUp;
    private Instant complete;
    private boolean behind;
    private boolean pageUnderWay;
    private boolean closed;
    private long lastTag;
    private long lastVersion = -1;
    private boolean ended;

    /**
     * @param only the task that the stream is about; null for all tasks of the caller
     * @param complete the time up to which the reader has received all changes
     * @param catchUp the first replay
     * @param reading makes the replay after an overflow, from the time up to which the reader has received all changes
     * @param onClosed called once, when the stream ends for any reason
     */
    EventStream(TaskId only, Instant complete, EventReplay catchUp, Function<Instant, EventReplay> reading,
            TaskEventWriter events,
            Clock clock, SseConnection outlet, Runnable onClosed) {
        this.only = only;
        this.complete = complete;
        this.catchUp = catchUp;
        this.reading = reading;
        this.events = events;
        this.clock = clock;
        this.outlet = outlet;
        this.onClosed = onClosed;
    }

    void open(Buffer first) {
        outlet.onDrain(this::proceed);
        outlet.open(first);
        proceed();
    }

    TaskId only() {
        return only;
    }

    /** Sends or buffers a change; the change may have been sent already. */
    void tell(TaskEvent event) {
        if (closed || behind) {
            return;
        }
        if (catchUp != null || outlet.full()) {
            hold(event);
        } else {
            write(event);
        }
    }

    private void hold(TaskEvent event) {
        Long known = read.get(event.task());
        if (known != null && known >= event.version()) {
            return;
        }
        if (held.isEmpty() && catchUp == null) {
            complete = clock.instant();
        }
        held.remove(event.task());
        held.put(event.task(), event);
        if (held.size() > MOST_HELD) {
            held.clear();
            behind = true;
        }
    }

    /** Writes replayed and buffered events until the write queue is full. */
    private void proceed() {
        while (!closed && !outlet.full() && !pageUnderWay) {
            if (catchUp != null) {
                if (!catchUp.done()) {
                    turnPage();
                    return;
                }
                catchUp = null;
                read = new HashMap<>(4);
            } else if (!held.isEmpty()) {
                Iterator<TaskEvent> oldest = held.values().iterator();
                TaskEvent event = oldest.next();
                oldest.remove();
                write(event);
            } else if (behind) {
                behind = false;
                catchUp = reading.apply(complete);
            } else {
                return;
            }
        }
    }

    private void turnPage() {
        pageUnderWay = true;
        // If the ledger fails, the next tick reads the page again: a reconnect of the reader would not help.
        catchUp.next().subscribe().with(this::page, trouble -> pageUnderWay = false);
    }

    /** Writes a whole page, so the write queue can exceed its limit by one page. */
    private void page(List<Task> tasks) {
        pageUnderWay = false;
        if (only != null && tasks.isEmpty()) {
            close(out -> out.end(Buffer.buffer())); // the create was withdrawn, or the task was deleted
        }
        for (Task task : tasks) {
            TaskEvent newer = held.get(task.id());
            if (newer == null || newer.version() <= task.version()) {
                held.remove(task.id());
                read.put(task.id(), task.version());
                write(events.of(task, complete));
            }
        }
        proceed();
    }

    private void write(TaskEvent event) {
        if (closed) {
            return;
        }
        if (only != null) {
            if (event.version() < lastVersion || event.tag() == lastTag) {
                return;
            }
            lastVersion = event.version();
            lastTag = event.tag();
        }
        outlet.write(event.text());
        ended = event.ended();
        if (only != null && event.last()) {
            close(out -> out.end(Buffer.buffer()));
        }
    }

    /**
     * Sends a heartbeat if one is due, or cuts off a reader that takes no data. Repeats a page that could not be read.
     *
     * @param now as {@link System#nanoTime}
     * @param beat the time without a write after which a heartbeat is due, in nanoseconds
     * @param lag the time without progress after which a reader is cut off, in nanoseconds
     */
    void tick(long now, long beat, long lag) {
        proceed();
        if (!closed) {
            if (outlet.lags(now, lag)) {
                close(SseConnection::cut);
            } else if (outlet.beat(now, beat) && only != null && ended) {
                // The copy of the result file takes long or fails. The reader has the vendor's URL, and may reconnect for
                // the signed URL of the gateway.
                close(out -> out.end(Buffer.buffer()));
            }
        }
    }

    /** Ends the stream in order; the reader is expected to reconnect. */
    void end(Buffer last) {
        close(out -> out.end(last));
    }

    /** The reader has closed the connection. */
    void gone() {
        close(out -> {
        });
    }

    boolean closed() {
        return closed;
    }

    private void close(Consumer<SseConnection> how) {
        if (!closed) {
            closed = true;
            held.clear();
            how.accept(outlet);
            onClosed.run();
        }
    }
}
