package dev.zoetrope.deliver.webhook;

import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.ledger.Outbox;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.view.ListView;
import io.smallrye.mutiny.Uni;

/** Lists the deliveries of a caller and delivers one again. */
@ApplicationScoped
class DeliveryService {

    private final Outbox outbox;
    private final WebhookDispatcher dispatcher;
    private final Clock clock;

    DeliveryService(Outbox outbox, WebhookDispatcher dispatcher, Clock clock) {
        this.outbox = outbox;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    /** A page of the caller's deliveries. */
    Uni<ListView<DeliveryView>> list(Caller caller, DeliveryParameters.Page page) {
        return outbox.list(caller, page.task(), page.state(), page.limit() + 1, page.after())
                .map(found -> ListView.page(found, page.limit(), DeliveryView::of))
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    /**
     * Puts a delivery in the queue again, due now and with all attempts left.
     *
     * @param owner the caller that must own the delivery; empty for an operator, who may redeliver any
     * @return the delivery; the Uni fails with 404 if there is no such delivery, and with 409 if its last redelivery was
     *         less than a minute ago
     */
    Uni<DeliveryView> redeliver(String id, Optional<Caller> owner) {
        if (!DeliveryParameters.isId(id)) {
            return Uni.createFrom().failure(noSuchDelivery());
        }
        return outbox.requeue(id, owner, clock.instant())
                .map(found -> redelivered(found.orElseThrow(DeliveryService::noSuchDelivery)))
                .invoke(dispatcher::wake)
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    private static DeliveryView redelivered(Outbox.Requeued requeued) {
        if (!requeued.queued()) {
            throw Failure.conflict("redelivered_recently", "A delivery can be delivered again once in "
                    + Outbox.MIN_REDELIVERY_INTERVAL.toSeconds() + " seconds.").exception();
        }
        return DeliveryView.of(requeued.delivery());
    }

    private static FailureException noSuchDelivery() {
        return Failure.notFound("There is no such delivery.").exception();
    }
}
