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
 * One reader's stream: first it catches up, then it is told what changes.
 *
 * <pre>
 * open ─▶ catching up ─ all read ─▶ live ─ the one task is settled ─▶ closed
 *              ▲                     │
 *              └── too much was held ┘
 * </pre>
 *
 * What cannot be written is held, of each task the newest only, and not much of it: beyond that everything held is
 * forgotten, and once the reader takes something again the stream catches up. On its event loop only.
 */
final class EventStream {
    /** Each is another's text as well, or a KB. */
    static final int MOST_HELD = 64;
    private final TaskId only;
    private final TaskEventWriter events;
    private final Function<Instant, EventReplay> reading;
    private final Clock clock;
    private final SseConnection outlet;
    private final Runnable onClosed;
    private final Map<TaskId, TaskEvent> held = new LinkedHashMap<>(4);
    /** Of what was read while catching up, so that nothing older follows. */
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
     * @param only the task it is about; null: all of the caller's
     * @param complete up to where its reader knows everything
     * @param catchUp what it begins with
     * @param reading what it reads when it has fallen behind at this time
     * @param onClosed called once, however it ends
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

    /** A change, perhaps one it has told already. */
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

    /** Writes what is to be written, as far as there is room. */
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
        // A storage in trouble is asked again at the next tick: the reader can do no better by coming again.
        catchUp.next().subscribe().with(this::page, trouble -> pageUnderWay = false);
    }

    /** A page is written whole: it is what the write queue may exceed its bound by. */
    private void page(List<Task> tasks) {
        pageUnderWay = false;
        if (only != null && tasks.isEmpty()) {
            close(out -> out.end(Buffer.buffer())); // it was taken back
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

    /** Shows that it lives, or cuts off a reader that does not; goes on where the storage was in trouble. */
    void tick(long now, long beat, long lag) {
        proceed();
        if (!closed) {
            if (outlet.lags(now, lag)) {
                close(SseConnection::cut);
            } else if (outlet.beat(now, beat) && only != null && ended) {
                // Its file is slow to come, and may never: the reader has the vendor's link, and may come again for ours.
                close(out -> out.end(Buffer.buffer()));
            }
        }
    }

    /** Ends it in order; its reader is to come again. */
    void end(Buffer last) {
        close(out -> out.end(last));
    }

    /** Its reader has gone. */
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
