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
 * Passes every change of a task to the listeners that want it, with the task as written. A change of this process contains
 * the task. The task of another process's change is read from the ledger; one query reads all tasks that changed since the
 * last query.
 */
@Singleton
public class ChangeDispatcher {
    private static final Logger LOG = Logger.getLogger(ChangeDispatcher.class);
    /** The most tasks of one query: some hundred KB. */
    private static final int BATCH = 200;
    /** The interval between queries while the ledger fails, in milliseconds. */
    private static final long AGAIN_MILLIS = 1000;

    /**
     * A listener for changes. Its methods run on threads of the ledger and on event loops; they are fast and never block.
     */
    public interface Listener {
        /** Whether the listener needs the task of this change. */
        boolean wants(Change change);

        /** Gets a task as written. The same version, or an older one, may come again. */
        void read(Task task);
    }

    private final Ledger ledger;
    private final Vertx vertx;
    private final List<Listener> readers = new CopyOnWriteArrayList<>();
    /**
     * The changes of other processes whose tasks are not read yet, one for each task. The size is bounded, because it has
     * only changes that a listener wants, and the numbers of long polls and event streams are bounded.
     */
    private final Map<TaskId, Change> unseen = new LinkedHashMap<>();
    private boolean looking;

    ChangeDispatcher(ChangeFeed feed, Ledger ledger, Vertx vertx) {
        this.ledger = ledger;
        this.vertx = vertx;
        feed.listen(this::changed);
    }

    public void join(Listener reader) {
        readers.add(reader);
    }

    private void changed(Change change) {
        if (change.task() != null) {
            tell(change);
        } else if (readers.stream().anyMatch(reader -> reader.wants(change))) {
            note(change);
        }
    }

    private void tell(Change change) {
        for (Listener reader : readers) {
            if (reader.wants(change)) {
                reader.read(change.task());
            }
        }
    }

    private void note(Change change) {
        List<TaskId> batch;
        synchronized (unseen) {
            unseen.put(change.id(), change);
            if (looking) {
                return;
            }
            looking = true;
            batch = batch();
        }
        look(batch);
    }

    private void look(List<TaskId> batch) {
        ledger.find(batch).subscribe().with(found -> {
            found.forEach(task -> tell(new Change(task.id(), task.caller(), task.version(), task)));
            next();
        }, trouble -> {
            LOG.debug("changes of other processes could not be read; the query is repeated", trouble);
            vertx.setTimer(AGAIN_MILLIS, later -> look(batch));
        });
    }

    private void next() {
        List<TaskId> batch;
        synchronized (unseen) {
            batch = batch();
            looking = !batch.isEmpty();
        }
        if (!batch.isEmpty()) {
            look(batch);
        }
    }

    private List<TaskId> batch() {
        List<TaskId> batch = new ArrayList<>(unseen.keySet().stream().limit(BATCH).toList());
        batch.forEach(unseen::remove);
        return batch;
    }
}
