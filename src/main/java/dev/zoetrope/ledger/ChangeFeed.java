package dev.zoetrope.ledger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

/** Publishes every write of a task to the listeners as soon as the write is durable. A claim is not published. */
public final class ChangeFeed {
    private static final Logger LOG = Logger.getLogger(ChangeFeed.class);

    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Adds a listener for the life of the process.
     *
     * @param listener called on a thread of the ledger, which does nothing else meanwhile and must not be blocked. The
     *        changes of one task arrive in order
     */
    public void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    public void publish(Change change) {
        for (Consumer<Change> listener : listeners) {
            try {
                listener.accept(change);
            } catch (RuntimeException e) { // the thread of the ledger must go on
                LOG.error("a listener failed", e);
            }
        }
    }
}
