package dev.zoetrope.ledger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

/** Tells who listens of every task that is written, once that is durable. A claim is no change. */
public final class ChangeFeed {
    private static final Logger LOG = Logger.getLogger(ChangeFeed.class);

    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Listens for as long as the process lives.
     *
     * @param listener called on a thread of the ledger, which must not be blocked and does nothing else meanwhile; one
     *        task's changes come in their order
     */
    public void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    public void tell(Change change) {
        for (Consumer<Change> listener : listeners) {
            try {
                listener.accept(change);
            } catch (RuntimeException e) { // the ledger's thread has other work to do
                LOG.error("a listener failed", e);
            }
        }
    }
}
