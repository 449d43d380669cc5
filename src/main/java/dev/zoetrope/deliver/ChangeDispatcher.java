package dev.zoetrope.deliver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Change;
import dev.zoetrope.ledger.ChangeFeed;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.vertx.core.Vertx;

/**
 * Passes every change of a task to the listeners that want it, together with the task as it was written. A change of this
 * process contains the task. The task of another process's change is read from the ledger; one query reads all tasks that
 * changed since the last query.
 */
@Singleton
public class ChangeDispatcher {
    private static final Logger LOG = Logger.getLogger(ChangeDispatcher.class);
    /** The maximum number of tasks in one query; together they need some hundred KB. */
    private static final int BATCH_SIZE = 200;
    /** The interval between queries while the ledger fails, in milliseconds. */
    private static final long RETRY_MILLIS = 1000;

    /**
     * A listener for changes. Its methods run on threads of the ledger and on event loops; they are fast and never block.
     */
    public interface Listener {
        /** Whether the listener needs the task of this change. */
        boolean wants(Change change);

        /** Gets a task as written. The same version, or an older one, may come again. */
        void onChange(Task task);
    }

    private final Ledger ledger;
    private final Vertx vertx;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    /**
     * The changes of other processes whose tasks are not read yet, one for each task. The size is bounded, because it has
     * only changes that a listener wants, and the numbers of long polls and event streams are bounded.
     */
    private final Map<TaskId, Change> unread = new LinkedHashMap<>();
    private boolean reading;

    ChangeDispatcher(ChangeFeed feed, Ledger ledger, Vertx vertx) {
        this.ledger = ledger;
        this.vertx = vertx;
        feed.listen(this::changed);
    }

    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    private void changed(Change change) {
        if (change.task() != null) {
            dispatch(change);
        } else if (listeners.stream().anyMatch(listener -> listener.wants(change))) {
            enqueue(change);
        }
    }

    private void dispatch(Change change) {
        for (Listener listener : listeners) {
            if (listener.wants(change)) {
                listener.onChange(change.task());
            }
        }
    }

    private void enqueue(Change change) {
        List<TaskId> batch;
        synchronized (unread) {
            unread.put(change.id(), change);
            if (reading) {
                return;
            }
            reading = true;
            batch = takeBatch();
        }
        read(batch);
    }

    private void read(List<TaskId> batch) {
        ledger.find(batch).subscribe().with(found -> {
            found.forEach(task -> dispatch(new Change(task.id(), task.caller(), task.version(), task)));
            readNext();
        }, error -> {
            LOG.debug("changes of other processes could not be read; the query is repeated", error);
            vertx.setTimer(RETRY_MILLIS, later -> read(batch));
        });
    }

    private void readNext() {
        List<TaskId> batch;
        synchronized (unread) {
            batch = takeBatch();
            reading = !batch.isEmpty();
        }
        if (!batch.isEmpty()) {
            read(batch);
        }
    }

    private List<TaskId> takeBatch() {
        List<TaskId> batch = new ArrayList<>(unread.keySet().stream().limit(BATCH_SIZE).toList());
        batch.forEach(unread::remove);
        return batch;
    }
}
