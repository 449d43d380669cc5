package dev.zoetrope.deliver.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.deliver.DeliverConfig;
import dev.zoetrope.ledger.Change;
import dev.zoetrope.ledger.ChangeFeed;
import dev.zoetrope.ledger.Delivery;
import dev.zoetrope.ledger.DeliveryState;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.Outbox;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.video.Task;
import dev.zoetrope.work.OverdueWatch;
import dev.zoetrope.work.WorkDispatcher;
import dev.zoetrope.work.WorkHandler;
import io.smallrye.mutiny.Uni;

/**
 * Delivers callbacks: claims due deliveries of the outbox, sends them and records the results. If the process dies or the
 * ledger fails before an attempt is recorded, the attempt is repeated under the same id.
 */
@Singleton
@Priority(WebhookDispatcher.AFTER_ARCHIVE)
class WebhookDispatcher implements WorkHandler {
    /** Within a tick, result files are archived before callbacks are sent, so that a callback has the gateway's URL. */
    static final int AFTER_ARCHIVE = 10;

    private static final Logger LOG = Logger.getLogger(WebhookDispatcher.class);
    /** The part of the lease after the longest attempt, to record the result in the ledger. */
    private static final Duration WRITE_MARGIN = Duration.ofSeconds(30);
    private static final Runnable NO_WAKER = () -> {
    };

    private final Outbox outbox;
    private final Ledger ledger;
    private final WebhookSender sender;
    private final Meters meters;
    private final Clock clock;
    private final RandomGenerator random;
    private final ReceiverLimits receivers;
    private final WorkDispatcher<Delivery> work;
    private final Duration lease;
    /**
     * A claim costs a commit. So the dispatcher is woken only after this many slots became free; the next round of the loop
     * uses fewer free slots.
     */
    private final int wakeThreshold;
    private final AtomicInteger freed = new AtomicInteger();
    private volatile Runnable wake = NO_WAKER;
    private volatile boolean moreDue;

    @Inject
    WebhookDispatcher(Outbox outbox, Ledger ledger, WebhookSender sender, DeliverConfig config, ChangeFeed feed, Meters meters,
            Clock clock, RandomGenerator random) {
        this(outbox, ledger, sender, config, WebhookLimits.DEFAULT, feed, meters, clock, random);
    }

    WebhookDispatcher(Outbox outbox, Ledger ledger, WebhookSender sender, DeliverConfig config, WebhookLimits limits,
            ChangeFeed feed, Meters meters, Clock clock, RandomGenerator random) {
        this.outbox = outbox;
        this.ledger = ledger;
        this.sender = sender;
        this.meters = meters;
        this.clock = clock;
        this.random = random;
        this.receivers = new ReceiverLimits(limits.inFlight(), limits.perReceiver());
        this.lease = config.webhook().timeout().plus(WRITE_MARGIN);
        this.wakeThreshold = Math.max(1, limits.perReceiver() / 2);
        this.work = new WorkDispatcher<>(this::claim, busy -> limits.inFlight() - busy, this::deliver,
                new OverdueWatch<>(name(), clock, meters, delivery -> lease.plus(WRITE_MARGIN), Delivery::id));
        feed.listen(this::changed);
    }

    @Override
    public String name() {
        return "delivered";
    }

    /** Enabled even without secrets: deliveries that waited when the last secret was removed must still be ended. */
    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public void setWakeUp(Runnable waker) {
        wake = waker;
    }

    @Override
    public Uni<WorkDispatcher.Round> runRound() {
        return work.runRound().map(round -> new WorkDispatcher.Round(round.count(), round.more() || moreDue, round.ended()));
    }

    /** Starts a round soon, because a delivery is due. */
    void wake() {
        wake.run();
    }

    private void changed(Change change) {
        Task task = change.task();
        if (task != null && task.state().ended() && task.request().callbackUrl() != null) {
            wake.run();
        }
    }

    private Uni<List<Delivery>> claim(int max) {
        return outbox.claim(clock.instant(), lease, max, receivers.freeSlots()).map(claimed -> {
            moreDue = claimed.more();
            claimed.deliveries().forEach(delivery -> receivers.begin(delivery.receiver()));
            return claimed.deliveries();
        });
    }

    /**
     * The slot is freed as soon as the answer arrives, before the result is written. So a slow ledger does not reduce the
     * rate of deliveries.
     */
    private Uni<?> deliver(Delivery delivery) {
        return ledger.find(delivery.task())
                .flatMap(task -> task.map(found -> sender.send(delivery, found))
                        .orElse(Uni.createFrom().nullItem()))
                .onItem().ifNotNull().invoke(answer -> receivers.recordAnswering(delivery.receiver(),
                        answer.outcome() != AttemptResult.Outcome.UNREACHED))
                .onTermination().invoke(() -> freed(delivery.receiver()))
                .onItem().ifNotNull().transformToUni(answer -> recordAttempt(delivery, answer));
    }

    private void freed(String receiver) {
        receivers.end(receiver);
        if (freed.incrementAndGet() >= wakeThreshold && moreDue) {
            freed.set(0);
            wake.run();
        }
    }

    private Uni<Boolean> recordAttempt(Delivery delivery, AttemptResult answer) {
        meters.webhooks(answer.outcome().meterTag()).increment();
        Instant now = clock.instant();
        Optional<Duration> pause = WebhookSchedule.delayAfter(delivery.attempts(), answer.retryAfter(), random);
        DeliveryState state = switch (answer.outcome()) {
            case DELIVERED -> DeliveryState.DELIVERED;
            case GONE -> DeliveryState.GONE;
            default -> pause.isPresent() ? DeliveryState.WAITING : DeliveryState.GIVEN_UP;
        };
        if (state == DeliveryState.GIVEN_UP) {
            LOG.warnf("delivery %s of %s is given up after %d attempts: %s status=%s caller=%s", delivery.id(),
                    delivery.task(), delivery.attempts(), answer.error(), answer.status(), delivery.caller().id());
        }
        Instant due = state == DeliveryState.WAITING ? now.plus(pause.get()) : null;
        return outbox.recordAttempt(delivery, state, due, answer.status(), answer.error());
    }
}
