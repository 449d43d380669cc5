package dev.zoetrope.upstream;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import jakarta.enterprise.util.TypeLiteral;

import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;

/** A vendor at run time: its accounts, its limits and its connections. Thread-safe. */
final class Vendor {
    /** Polls may wait for a slot, as they cost nothing: a batch of the tracker, and polls for callers. */
    private static final int WAITING_POLLS = 2000;

    private final VendorSpec spec;
    private final Protocol protocol;
    private final VendorClients clients;
    private final List<VendorAccount> accounts;
    private final RateWindow creates;
    private final GuardsConfig.Breaker numbers;
    private TypedGuard<Uni<PollOutcome>> pollGuard;

    Vendor(VendorSpec spec, Protocol protocol, VendorClients clients, GuardsConfig guards, Clock clock) {
        this.spec = spec;
        this.protocol = protocol;
        this.clients = clients;
        this.creates = new RateWindow(spec.createsPerSecond());
        List<VendorKey> keys = spec.keys().isEmpty() ? List.of(VendorKey.NONE)
                : spec.keys().stream().map(VendorKey::of).toList();
        this.accounts = keys.stream().map(key -> new VendorAccount(this, key, guards.create(), clock)).toList();
        this.numbers = guards.ask();
    }

    String name() {
        return spec.name();
    }

    VendorSpec spec() {
        return spec;
    }

    Protocol protocol() {
        return protocol;
    }

    VendorClients clients() {
        return clients;
    }

    List<VendorAccount> accounts() {
        return accounts;
    }

    /** The account of the key with this name; null if it is not among the keys any more. */
    VendorAccount account(String keyName) {
        return accounts.stream().filter(account -> account.key().name().equals(keyName)).findFirst().orElse(null);
    }

    /** The bulkhead and the circuit breaker of polls; made at the first call. */
    synchronized TypedGuard<Uni<PollOutcome>> pollGuard() {
        if (pollGuard == null) {
            pollGuard = TypedGuard.create(new TypeLiteral<Uni<PollOutcome>>() {
                private static final long serialVersionUID = 1L;
            }).withBulkhead().limit(UpstreamLimits.MAX_POLLS).queueSize(WAITING_POLLS).done().withCircuitBreaker()
                    .failOn(List.of(PollException.class, TimeoutException.class)).requestVolumeThreshold(numbers.volume())
                    .failureRatio(numbers.ratio()).delay(numbers.delay().toMillis(), ChronoUnit.MILLIS)
                    .name(pollBreakerName()).done().build();
        }
        return pollGuard;
    }

    String pollBreakerName() {
        return "asks " + name();
    }

    /** How many more creates may begin now. */
    synchronized int freePlaces(Instant now) {
        int places = creates.available(now);
        return spec.running() == null ? places : Math.min(places, spec.running() - live());
    }

    private int live() {
        return accounts.stream().mapToInt(VendorAccount::live).sum();
    }

    /** Takes a place for a create of this account; false if there is none. */
    synchronized boolean tryTakePlace(VendorAccount account, Instant now) {
        if (freePlaces(now) < 1) {
            return false;
        }
        creates.add(now);
        account.begin();
        return true;
    }
}
