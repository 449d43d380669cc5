package dev.zoetrope.upstream;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.ws.rs.core.Response;

import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Pin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;

/** Vendors for tests of the choice; nothing can be sent to them. */
public final class TestVendors {
    /** Does not carry creates with a seed. */
    private static final String WITHOUT_SEED = "without-seed";

    private record StubProtocol(String name) implements Protocol {
        @Override
        public Fault obstacle(GenerationRequest request, Model model) {
            return name.equals(WITHOUT_SEED) && request.members().containsKey("seed")
                    ? new Fault("seed", "unsupported_by_vendor", "The vendor has no seed.")
                    : null;
        }

        @Override
        public VendorCalls open(VendorConnector connector) {
            return new NoCalls();
        }
    }

    /** Calls that no test makes; no result URL needs a key. */
    private static final class NoCalls implements VendorCalls {
        private static final String NOTHING = "nothing is sent";

        @Override
        public Uni<Response> create(VendorKey key, String attemptNumber, Create create) {
            throw new AssertionError(NOTHING);
        }

        @Override
        public SendOutcome.Accepted classifyCreate(Response response, VendorKey key) {
            throw new AssertionError(NOTHING);
        }

        @Override
        public Uni<Response> poll(VendorKey key, String vendorId) {
            throw new AssertionError(NOTHING);
        }

        @Override
        public PollOutcome classifyPoll(Response response, VendorKey key, String vendorId) {
            throw new AssertionError(NOTHING);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private record Numbers(int volume, double ratio, Duration delay) implements GuardsConfig.Breaker {
    }

    private record Guards(GuardsConfig.Breaker create, GuardsConfig.Breaker ask) implements GuardsConfig {
    }

    private TestVendors() {
    }

    /** The default vendor alone, without limits; it serves every model of this version. */
    public static Vendors ofDefault(Clock clock) {
        return of(clock, Map.of(), spec(Pin.DEFAULT_VENDOR, List.of("key"), null, null));
    }

    /** The default vendor at this base URL. */
    public static Vendors at(URI base) {
        Vendors vendors = of(Clock.systemUTC(), Map.of());
        move(vendors, () -> base);
        return vendors;
    }

    /** Moves the default vendor to another base URL. */
    public static void move(Vendors vendors, Supplier<URI> base) {
        vendors.use(List.of(new VendorSpec(Pin.DEFAULT_VENDOR, "unified-task", base, List.of("key"), Map.of(), null, null, 20,
                false)), Map.of());
    }

    static Vendors of(Clock clock, Map<String, List<String>> routes, VendorSpec... specs) {
        Numbers numbers = new Numbers(20, 0.5, Duration.ofSeconds(5));
        Vendors vendors = new Vendors(List.of(new StubProtocol("unified-task"), new StubProtocol(WITHOUT_SEED)),
                new VendorClients.Factory(null, null, null, clock), Models.ofThisVersion(), new Guards(numbers, numbers),
                new Outage(new Meters(new SimpleMeterRegistry())), new NoUploads(), clock);
        vendors.use(List.of(specs), routes);
        return vendors;
    }

    static VendorSpec spec(String name, List<String> keys, Integer running, Integer createsPerSecond) {
        return spec(name, "unified-task", keys, running, createsPerSecond);
    }

    static VendorSpec withoutSeed(String name) {
        return spec(name, WITHOUT_SEED, List.of(name + "-key"), null, null);
    }

    private static VendorSpec spec(String name, String protocol, List<String> keys, Integer running,
            Integer createsPerSecond) {
        Map<String, String> models = new HashMap<>();
        Models.ofThisVersion().ids().forEach(id -> models.put(id, id));
        return new VendorSpec(name, protocol, () -> URI.create("http://" + name + ".example"), keys, models, running,
                createsPerSecond, 20, false);
    }
}
