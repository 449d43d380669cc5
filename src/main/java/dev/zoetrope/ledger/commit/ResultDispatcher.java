package dev.zoetrope.ledger.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import org.jboss.logging.Logger;

import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;

/**
 * Delivers the results of a batch. To wake an event loop costs more than to deliver a result, so all results for one event
 * loop are delivered by one task of that loop, each with its own (duplicated) context as the current one.
 */
final class ResultDispatcher {
    private static final Logger LOG = Logger.getLogger(ResultDispatcher.class);

    private ResultDispatcher() {
    }

    static void deliver(List<? extends LedgerOperation<?>> batch) {
        List<Delivery> loads = new ArrayList<>(2);
        for (LedgerOperation<?> operation : batch) {
            if (operation.context() == null) {
                deliverSafely(operation);
            } else {
                deliveryFor(operation.context(), loads).operations.add(operation);
            }
        }
        for (Delivery delivery : loads) {
            delivery.send();
        }
    }

    private static Delivery deliveryFor(Context context, List<Delivery> loads) {
        Object target = Delivery.target(context);
        for (Delivery delivery : loads) {
            if (delivery.target == target) {
                return delivery;
            }
        }
        Delivery delivery = new Delivery(target, context);
        loads.add(delivery);
        return delivery;
    }

    private static void deliverSafely(LedgerOperation<?> operation) {
        try {
            operation.deliver();
        } catch (RuntimeException e) {
            LOG.error("the receiver of a result failed", e);
        }
    }

    /** The results that are delivered by one task. */
    private record Delivery(Object target, Context context, List<LedgerOperation<?>> operations) implements Runnable {
        Delivery(Object target, Context context) {
            this(target, context, new ArrayList<>());
        }

        /** The event loop of a context, which its duplicated contexts share; for a worker context the context itself. */
        static Object target(Context context) {
            return context.isEventLoopContext() ? ((ContextInternal) context).nettyEventLoop() : context;
        }

        void send() {
            try {
                if (target == context) {
                    context.runOnContext(ignored -> operations.forEach(ResultDispatcher::deliverSafely));
                } else {
                    ((ContextInternal) context).nettyEventLoop().execute(this);
                }
            } catch (RejectedExecutionException e) {
                LOG.debug("the event loop has stopped; no caller waits for these results");
            }
        }

        @Override
        public void run() {
            operations.forEach(LedgerOperation::dispatch);
        }
    }
}
