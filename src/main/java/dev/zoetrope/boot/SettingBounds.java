package dev.zoetrope.boot;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.Config;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;

/**
 * Refuses a number, size or duration that is outside its range. The message names the setting. The check runs before the
 * ledger opens. The ranges are a table and not constraints on the mappings, because Bean Validation reads mappings by
 * reflection, which is not available in a native executable.
 */
@ApplicationScoped
class SettingBounds {
    /** Priority of the observer: before the ledger opens. */
    private static final int BEFORE_LEDGER = 1;

    private record Range(long min, long max) {
    }

    private static final Map<String, Range> NUMBERS = Map.ofEntries(
            Map.entry("zoetrope.upstream.max-in-flight", new Range(1, 10_000)),
            Map.entry("zoetrope.upstream.asks-per-second", new Range(0, 100_000)),
            Map.entry("zoetrope.submit.max-pending", new Range(1, 1_000_000)),
            Map.entry("zoetrope.events.most-per-caller", new Range(1, 1_000_000)),
            Map.entry("zoetrope.sandbox.renders", new Range(1, 64)));

    private static final Range KILOBYTE_TO_GIGABYTE = new Range(1 << 10, 1 << 30);
    /** Ranges in bytes. */
    private static final Map<String, Range> SIZES = Map.of("zoetrope.request.max-body", KILOBYTE_TO_GIGABYTE,
            "zoetrope.vault.max-file", new Range(1, 1L << 50), "zoetrope.files.quota", new Range(1, 1L << 50));

    private static final List<String> DURATIONS = List.of("zoetrope.upstream.connect-timeout", "zoetrope.upstream.read-timeout",
            "zoetrope.submit.wait", "zoetrope.submit.deadline", "zoetrope.stop.deadline", "zoetrope.submit.first-back-off",
            "zoetrope.submit.longest-back-off", "zoetrope.ledger.retry-after", "zoetrope.ledger.statement-timeout",
            "zoetrope.database.connect-timeout", "zoetrope.database.heartbeat", "zoetrope.database.reread",
            "zoetrope.wait.longest", "zoetrope.task.fresh", "zoetrope.task.deadline", "zoetrope.task.late-success",
            "zoetrope.task.retention", "zoetrope.track.interval", "zoetrope.track.min-interval", "zoetrope.track.max-interval",
            "zoetrope.track.tick", "zoetrope.webhook.timeout", "zoetrope.webhook.file-wait", "zoetrope.vault.url-ttl",
            "zoetrope.files.ttl",
            "zoetrope.vault.lease", "zoetrope.vault.first-back-off", "zoetrope.vault.longest-back-off");
    private static final BigInteger LARGEST_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final Duration MIN_DURATION = Duration.ofMillis(1);
    private static final Duration MAX_DURATION = Duration.ofDays(365);

    void check(@Observes @Priority(BEFORE_LEDGER) StartupEvent start, Config config) {
        check(config);
    }

    /** @throws IllegalStateException if a setting is outside its range; names the first one */
    static void check(Config config) {
        NUMBERS.forEach((name, range) -> config.getOptionalValue(name, Long.class)
                .ifPresent(value -> check(name, value, range, "")));
        SIZES.forEach((name, range) -> config.getOptionalValue(name, MemorySize.class)
                .ifPresent(value -> check(name, value.asBigInteger().min(LARGEST_LONG).longValue(), range, " bytes")));
        DURATIONS.forEach(name -> config.getOptionalValue(name, Duration.class)
                .filter(value -> value.compareTo(MIN_DURATION) < 0 || value.compareTo(MAX_DURATION) > 0).ifPresent(value -> {
                    throw new IllegalStateException(name + " must be from 1ms to 365d");
                }));
    }

    private static void check(String name, long value, Range range, String unit) {
        if (value < range.min() || value > range.max()) {
            throw new IllegalStateException(name + " must be from " + range.min() + " to " + range.max() + unit);
        }
    }

    /** The settings that have a range in this class. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(DURATIONS);
        names.addAll(NUMBERS.keySet());
        names.addAll(SIZES.keySet());
        return names;
    }
}
