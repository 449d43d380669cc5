package dev.zoetrope.observe;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.video.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * The metrics of the gateway, except those of the ledger and of the free disk space: {@code zoetrope.creates{outcome}},
 * {@code zoetrope.upstream.calls{call,outcome}} (seconds), {@code zoetrope.tasks{status}},
 * {@code zoetrope.vault.copies{outcome}}, {@code zoetrope.webhooks{outcome}} (attempts), {@code zoetrope.webhooks.waiting},
 * {@code zoetrope.places.overdue{work}}, {@code zoetrope.keys.refused}, {@code zoetrope.upstream.reachable{vendor,reason}},
 * {@code zoetrope.sandbox.renders{outcome}} (seconds).
 */
@ApplicationScoped
public class Meters {
    /** The kind of call that is a poll. */
    public static final String QUERY = "query";

    private final MeterRegistry registry;
    /** Caches of metrics by their tags, because a lookup in the registry costs more time than counting. */
    private final Map<String, Counter> creates = new ConcurrentHashMap<>();
    private final Map<String, Counter> copies = new ConcurrentHashMap<>();
    private final Map<String, Timer> calls = new ConcurrentHashMap<>();
    private final Map<String, Counter> webhooks = new ConcurrentHashMap<>();
    private final Counter refusedKeys;
    private final MultiGauge upstreamReachable;
    /** The row of each vendor. */
    private final Map<String, MultiGauge.Row<Number>> reachability = new HashMap<>();
    private final AtomicLong webhooksWaiting = new AtomicLong();
    private final Map<Status, AtomicLong> tasks = new EnumMap<>(Status.class);

    public Meters(MeterRegistry registry) {
        this.registry = registry;
        this.refusedKeys = Counter.builder("zoetrope.keys.refused").description("requests with an unknown bearer key")
                .register(registry);
        this.upstreamReachable = MultiGauge.builder("zoetrope.upstream.reachable")
                .description("1 if creates reach the vendor, otherwise 0 with the reason").register(registry);
        Gauge.builder("zoetrope.webhooks.waiting", webhooksWaiting, AtomicLong::get)
                .description("callbacks that wait for delivery").register(registry);
        for (Status status : Status.values()) {
            AtomicLong count = tasks.computeIfAbsent(status, any -> new AtomicLong());
            Gauge.builder("zoetrope.tasks", count, AtomicLong::get).tag("status", status.value())
                    .description("tasks in the ledger").register(registry);
        }
    }

    /** The counter of creates with this outcome. */
    public Counter creates(String outcome) {
        return creates.computeIfAbsent(outcome, value -> Counter.builder("zoetrope.creates").tag("outcome", value)
                .description("creates sent to the vendor, by outcome").register(registry));
    }

    /**
     * Shows whether creates reach a vendor.
     *
     * @param reason {@code none} if they do
     */
    public synchronized void upstreamReachable(String vendor, boolean reachable, String reason) {
        reachability.put(vendor, MultiGauge.Row.of(Tags.of("vendor", vendor, "reason", reason), reachable ? 1 : 0));
        upstreamReachable.register(List.copyOf(reachability.values()), true);
    }

    /** The timer of calls to the vendor of one kind, {@code create} or {@link #QUERY}, with this outcome. */
    public Timer upstreamCalls(String call, String outcome) {
        return calls.computeIfAbsent(call + " " + outcome, any -> Timer.builder("zoetrope.upstream.calls")
                .tag("call", call).tag("outcome", outcome).description("calls to the vendor").register(registry));
    }

    /** The counter of copies with this outcome: {@code kept}, {@code failed} (another attempt follows), {@code given_up}. */
    public Counter copies(String outcome) {
        return copies.computeIfAbsent(outcome, value -> Counter.builder("zoetrope.vault.copies").tag("outcome", value)
                .description("copies of result files, by outcome").register(registry));
    }

    /** The timer of the sandbox's renders that completed or failed. */
    public Timer renders(boolean done) {
        return Timer.builder("zoetrope.sandbox.renders").tag("outcome", done ? "completed" : "failed")
                .description("renders of the sandbox, by outcome").register(registry);
    }

    /** The counter of attempts to deliver a callback with this outcome. */
    public Counter webhooks(String outcome) {
        return webhooks.computeIfAbsent(outcome, value -> Counter.builder("zoetrope.webhooks").tag("outcome", value)
                .description("attempts to deliver a callback, by outcome").register(registry));
    }

    /** The counter of requests with an unknown bearer key. */
    public Counter refusedKeys() {
        return refusedKeys;
    }

    /** Sets the number of callbacks that wait for delivery. */
    public void webhooksWaiting(long count) {
        webhooksWaiting.set(count);
    }

    /**
     * Registers a gauge for one kind of work: the steps that run longer than their timeouts allow.
     *
     * @param count called at each scrape; the registry holds a strong reference
     */
    public void registerOverdueSteps(String work, IntSupplier count) {
        Gauge.builder("zoetrope.places.overdue", count::getAsInt).tag("work", work)
                .description("steps that run longer than their timeouts and occupy capacity").register(registry);
    }

    /** Sets the numbers of tasks in the ledger by status. */
    public void tasks(Map<Status, Long> counts) {
        tasks.forEach((status, count) -> count.set(counts.getOrDefault(status, 0L)));
    }

    /** The creates that this process has sent, by outcome. */
    public Map<String, Long> createCounts() {
        Map<String, Long> counts = new TreeMap<>();
        creates.forEach((outcome, counter) -> counts.put(outcome, Math.round(counter.count())));
        return counts;
    }

    /** The polls that this process has made. */
    public long polls() {
        return calls.entrySet().stream().filter(call -> call.getKey().startsWith(QUERY + " "))
                .mapToLong(call -> call.getValue().count()).sum();
    }
}
