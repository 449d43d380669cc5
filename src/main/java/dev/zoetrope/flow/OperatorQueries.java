package dev.zoetrope.flow;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.zoetrope.ledger.Delivery;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.ledger.Outbox;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.upstream.VendorStatus;
import dev.zoetrope.upstream.VendorStatuses;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.view.OverviewView;
import dev.zoetrope.view.OverviewView.CallbacksView;
import dev.zoetrope.view.OverviewView.DeadCallbackView;
import dev.zoetrope.view.OverviewView.KeyView;
import dev.zoetrope.view.OverviewView.VendorView;
import dev.zoetrope.view.OverviewView.WaitingView;
import io.quarkus.runtime.ApplicationConfig;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;

/** What an operator can see of the gateway: nothing that callers or vendors wrote. */
@ApplicationScoped
public class OperatorQueries {
    /** Callers and callbacks in an overview. */
    private static final int SHOWN = 50;

    private final Ledger ledger;
    private final Outbox outbox;
    private final VendorStatuses vendors;
    private final Meters meters;
    private final ApplicationConfig application;
    private final Clock clock;
    private volatile Instant since;

    OperatorQueries(Ledger ledger, Outbox outbox, VendorStatuses vendors, Meters meters,
            ApplicationConfig application, Clock clock) {
        this.ledger = ledger;
        this.outbox = outbox;
        this.vendors = vendors;
        this.meters = meters;
        this.application = application;
        this.clock = clock;
    }

    void start(@Observes StartupEvent start) {
        since = clock.instant();
    }

    /** The state of vendors, tasks and callbacks now. */
    public Uni<OverviewView> overview() {
        return Uni.combine().all()
                .unis(ledger.countByStatus(), ledger.pendingByCaller(), ledger.countFailedWith(TaskError.SUBMISSION_UNKNOWN),
                        callbacks())
                .asTuple()
                .map(read -> new OverviewView("operator.overview", application.version().orElse(""),
                        clock.instant().getEpochSecond(),
                        since.getEpochSecond(), vendors.all().stream().map(OperatorQueries::vendor).toList(),
                        meters.createCounts(), meters.polls(), byStatus(read.getItem1()), waiting(read.getItem2()),
                        read.getItem3(), read.getItem4()))
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    /**
     * A page of the failed tasks of all callers with this code, the last written first.
     *
     * @param after the page starts behind this task
     */
    public Uni<List<Task>> failedWith(String code, int limit, Optional<TaskId> after) {
        return ledger.failedWith(code, limit, after)
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    private Uni<CallbacksView> callbacks() {
        return Uni.combine().all().unis(outbox.countWaiting(), outbox.countGivenUp(), outbox.givenUp(SHOWN)).asTuple()
                .map(read -> new CallbacksView(read.getItem1(), read.getItem2(),
                        read.getItem3().stream().map(OperatorQueries::callback).toList()));
    }

    private static DeadCallbackView callback(Delivery delivery) {
        return new DeadCallbackView(delivery.id(), delivery.task().value(), delivery.caller().id(), delivery.receiver(),
                seconds(delivery.triedAt()), delivery.lastStatus(), delivery.lastError());
    }

    private static Map<String, Long> byStatus(Map<Status, Long> counts) {
        Map<String, Long> named = new LinkedHashMap<>();
        for (Status status : Status.values()) {
            named.put(status.value(), counts.getOrDefault(status, 0L));
        }
        return named;
    }

    private static List<WaitingView> waiting(Map<Caller, Integer> counts) {
        return counts.entrySet().stream().map(entry -> new WaitingView(entry.getKey().id(), entry.getValue()))
                .sorted(Comparator.comparing(WaitingView::creates).reversed().thenComparing(WaitingView::caller)).limit(SHOWN)
                .toList();
    }

    private static VendorView vendor(VendorStatus vendor) {
        return new VendorView(vendor.name(), vendor.protocol(), vendor.sandbox(), vendor.running(),
                vendor.createsPerSecond(), vendor.asksPerSecond(), vendor.freePlaces(), vendor.outage(),
                vendor.keys().stream().map(key -> new KeyView(key.name(), key.live(), key.breakerOpen() ? "open" : "closed",
                        seconds(key.restsUntil()), key.lastFailure(), seconds(key.lastFailureAt()))).toList());
    }

    private static Long seconds(Instant time) {
        return time == null ? null : time.getEpochSecond();
    }
}
