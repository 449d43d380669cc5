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
 * Every change that somebody here wants to see, with the task as it is. What this process wrote is at hand; what another
 * one wrote is read, all that came up since the last look with one query.
 */
@Singleton
public class ChangeDispatcher {
    private static final Logger LOG = Logger.getLogger(ChangeDispatcher.class);
    /** Tasks in one look: some hundred KB. */
    private static final int BATCH = 200;
    /** What another process wrote is looked at again so soon when the storage did not answer. */
    private static final long AGAIN_MILLIS = 1000;

    /** Who wants to see changes. Called on threads of the ledger and on event loops: quick, and never blocking. */
    public interface Listener {
        boolean wants(Change change);

        /** A task as it was written; the same one, or an older one, may come again. */
        void read(Task task);
    }

    private final Ledger ledger;
    private final Vertx vertx;
    private final List<Listener> readers = new CopyOnWriteArrayList<>();
    /** What is to be looked at, each once: no more than is wanted, and that is bounded by who waits and listens. */
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
            LOG.debug("what others wrote could not be read; it is tried again", trouble);
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
