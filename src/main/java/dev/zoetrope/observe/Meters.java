package dev.zoetrope.observe;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
 * The gateway's meters, named once. {@code zoetrope.creates{outcome}}, {@code zoetrope.upstream.calls{call,outcome}}
 * (seconds), {@code zoetrope.tasks{status}}, {@code zoetrope.vault.copies{outcome}}, {@code zoetrope.webhooks{outcome}}
 * (tries), {@code zoetrope.webhooks.waiting}, {@code zoetrope.places.overdue{work}}, {@code zoetrope.keys.refused},
 * {@code zoetrope.upstream.reachable{reason}}, {@code zoetrope.sandbox.renders{outcome}} (seconds).
 */
@ApplicationScoped
public class Meters {
    private final MeterRegistry registry;
    /** A meter is looked up by its few words here: to build its name anew costs more than to count. */
    private final Map<String, Counter> creates = new ConcurrentHashMap<>();
    private final Map<String, Counter> copies = new ConcurrentHashMap<>();
    private final Map<String, Timer> calls = new ConcurrentHashMap<>();
    private final Map<String, Counter> webhooks = new ConcurrentHashMap<>();
    private final Counter refusedKeys;
    private final MultiGauge upstreamReachable;
    private final AtomicLong webhooksWaiting = new AtomicLong();
    private final Map<Status, AtomicLong> tasks = new EnumMap<>(Status.class);

    public Meters(MeterRegistry registry) {
        this.registry = registry;
        this.refusedKeys = Counter.builder("zoetrope.keys.refused").description("requests with an unknown bearer key")
                .register(registry);
        this.upstreamReachable = MultiGauge.builder("zoetrope.upstream.reachable")
                .description("1 while creates reach the vendor, else 0 and the reason").register(registry);
        Gauge.builder("zoetrope.webhooks.waiting", webhooksWaiting, AtomicLong::get)
                .description("callbacks still to be delivered").register(registry);
        for (Status status : Status.values()) {
            AtomicLong count = tasks.computeIfAbsent(status, any -> new AtomicLong());
            Gauge.builder("zoetrope.tasks", count, AtomicLong::get).tag("status", status.word())
                    .description("tasks in the ledger").register(registry);
        }
    }

    /** Counts the creates that came to this outcome. */
    public Counter creates(String outcome) {
        return creates.computeIfAbsent(outcome, word -> Counter.builder("zoetrope.creates").tag("outcome", word)
                .description("creates sent to the vendor, by outcome").register(registry));
    }

    /**
     * Whether creates reach the vendor, as last seen.
     *
     * @param reason one of few words; {@code none} where they do
     */
    public void upstreamReachable(boolean reachable, String reason) {
        upstreamReachable.register(List.of(MultiGauge.Row.of(Tags.of("reason", reason), reachable ? 1 : 0)), true);
    }

    /** Times the calls of one kind, {@code create} or {@code query}, that came to this outcome. */
    public Timer upstreamCalls(String call, String outcome) {
        return calls.computeIfAbsent(call + " " + outcome, any -> Timer.builder("zoetrope.upstream.calls")
                .tag("call", call).tag("outcome", outcome).description("calls to the vendor").register(registry));
    }

    /** Counts the copies of finished files: {@code kept}, {@code failed} and tried again, {@code given_up}. */
    public Counter copies(String outcome) {
        return copies.computeIfAbsent(outcome, word -> Counter.builder("zoetrope.vault.copies").tag("outcome", word)
                .description("copies of finished files, by outcome").register(registry));
    }

    /** Times the sandbox's renders, by whether a film came of it. */
    public Timer renders(boolean done) {
        return Timer.builder("zoetrope.sandbox.renders").tag("outcome", done ? "completed" : "failed")
                .description("films made by the sandbox").register(registry);
    }

    /** Counts the tries to call back that came to this outcome. */
    public Counter webhooks(String outcome) {
        return webhooks.computeIfAbsent(outcome, word -> Counter.builder("zoetrope.webhooks").tag("outcome", word)
                .description("tries to call back, by outcome").register(registry));
    }

    /** Counts the requests with an unknown bearer key. */
    public Counter refusedKeys() {
        return refusedKeys;
    }

    /** The callbacks still to be delivered, as last counted. */
    public void webhooksWaiting(long count) {
        webhooksWaiting.set(count);
    }

    /**
     * Registers a gauge of the steps of one kind of work that run longer than their timeouts.
     *
     * @param count read at each scrape; the registry keeps it
     */
    public void placesOverdue(String work, IntSupplier count) {
        Gauge.builder("zoetrope.places.overdue", count::getAsInt).tag("work", work)
                .description("steps that should have ended, and hold a place of this work").register(registry);
    }

    /** The tasks in the ledger, as last counted. */
    public void tasks(Map<Status, Long> counts) {
        tasks.forEach((status, count) -> count.set(counts.getOrDefault(status, 0L)));
    }
}
