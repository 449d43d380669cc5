package dev.zoetrope.upstream;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Pin;
import io.quarkus.arc.All;

/**
 * The vendors of this process, and the choice among them. Package {@code boot} sets them once at start-up, from the settings.
 * Thread-safe.
 */
@Singleton
public class Vendors {
    private final List<Protocol> protocols;
    private final VendorClients.Factory clients;
    private final Models models;
    private final GuardsConfig guards;
    private final Outage outage;
    private final UploadHandover uploads;
    private final Clock clock;
    /** Visible for a test. */
    volatile Map<String, Vendor> byName = Map.of();
    private volatile Map<String, List<String>> routes = Map.of();

    Vendors(@All List<Protocol> protocols, VendorClients.Factory clients, Models models, GuardsConfig guards, Outage outage,
            UploadHandover uploads, Clock clock) {
        this.uploads = uploads;
        this.protocols = protocols;
        this.clients = clients;
        this.models = models;
        this.guards = guards;
        this.outage = outage;
        this.clock = clock;
    }

    /**
     * Sets the vendors.
     *
     * @param specs in the order in which they are tried for a model without a route
     * @param routes names of vendors in the order in which they are tried, by the id of the model
     * @throws IllegalArgumentException if there is no such protocol
     */
    public synchronized void use(List<VendorSpec> specs, Map<String, List<String>> routes) {
        Map<String, Vendor> vendors = new LinkedHashMap<>();
        for (VendorSpec spec : specs) {
            Protocol protocol = protocols.stream().filter(one -> one.name().equals(spec.protocol())).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no protocol " + spec.protocol()));
            outage.begin(spec.name());
            vendors.put(spec.name(), new Vendor(spec, protocol, clients.of(spec, protocol), guards, clock));
        }
        this.routes = Map.copyOf(routes);
        this.byName = vendors;
    }

    /** The names of all protocols. */
    public List<String> protocols() {
        return protocols.stream().map(Protocol::name).sorted().toList();
    }

    /** The vendors' names, in the order of {@link #use}. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The maximum number of polls in any second; 0 for a vendor that this process does not have. */
    public int asksPerSecond(String name) {
        Vendor vendor = byName.get(name);
        return vendor == null ? 0 : vendor.spec().asksPerSecond();
    }

    /** Whether a vendor is the sandbox in this process. */
    public boolean hasSandbox() {
        return byName.values().stream().anyMatch(vendor -> vendor.spec().sandbox());
    }

    /**
     * The base URL of the vendor of a pin.
     *
     * @param pin null: the default vendor
     * @return empty if this process does not have the vendor
     */
    public Optional<URI> base(Pin pin) {
        return Optional.ofNullable(vendor(pin)).map(vendor -> vendor.spec().base().get());
    }

    /**
     * The value of {@code Authorization} with which a result is fetched.
     *
     * @param pin the vendor and key of the task; null: the default vendor
     * @param resultUrl the URL of the result as the vendor gave it
     * @return empty if the result is fetched without a key, or if this process does not have the vendor
     */
    public Optional<String> authorizationFor(Pin pin, String resultUrl) {
        return Optional.ofNullable(account(pin)).filter(account -> account.vendor().clients().calls().needsKey(resultUrl))
                .map(account -> account.key().bearer());
    }

    /**
     * The vendor and key for the first try of a new create: the best one that can take it now; if none can, the first one,
     * whose try then ends as not sent.
     *
     * @throws dev.zoetrope.video.FailureException 422 if no vendor can carry the create; names the member
     */
    public Pin first(GenerationRequest request) {
        List<VendorAccount> candidates = candidates(request);
        if (candidates.isEmpty()) {
            throw Failure.invalid(List.of(obstacle(request))).exception();
        }
        Instant now = clock.instant();
        return best(candidates, now).orElse(candidates.get(0)).pin();
    }

    /** The vendor and key to try next in this round, if one can take the create now. */
    public Optional<Pin> next(GenerationRequest request, SendRound round) {
        Instant now = clock.instant();
        return best(candidates(request).stream().filter(account -> round.isOpen(account.pin(), now)).toList(), now)
                .map(VendorAccount::pin);
    }

    /**
     * Whether a vendor and key that was not tried in this round may take the create later: it is full, its circuit breaker is
     * open, or it asked to wait. A key that rests was refused, and would be refused again.
     */
    public boolean mayTakeLater(GenerationRequest request, SendRound round) {
        Instant now = clock.instant();
        return candidates(request).stream().anyMatch(account -> round.isUntried(account.pin()) && !account.rests(now));
    }

    /**
     * The vendor and key for the first try of a new round: the best one that can take the create now; if none can, one that
     * may be tried; if there is none, empty.
     */
    public Optional<Pin> firstOf(GenerationRequest request, SendRound round) {
        Instant now = clock.instant();
        List<VendorAccount> open = candidates(request).stream().filter(account -> round.isOpen(account.pin(), now)).toList();
        return best(open, now).or(() -> open.stream().filter(account -> account.vendor().freePlaces(now) > 0).findFirst())
                .map(VendorAccount::pin);
    }

    /** Whether a vendor of this process serves the model and can carry the create. */
    public boolean canCarry(GenerationRequest request) {
        return !candidates(request).isEmpty();
    }

    /** How many creates all vendors together may take now. */
    public int freePlaces() {
        Instant now = clock.instant();
        int places = 0;
        for (Vendor vendor : byName.values()) {
            int more = Math.max(0, vendor.freePlaces(now));
            places = more > Integer.MAX_VALUE - places ? Integer.MAX_VALUE : places + more;
        }
        return places;
    }

    /** Whether a vendor limits the number of its live tasks, so that {@link #setLive} is needed. */
    public boolean limitsLive() {
        return byName.values().stream().anyMatch(vendor -> vendor.spec().running() != null);
    }

    /** Announces that the live tasks are being counted. */
    public void beginCount() {
        byName.values().forEach(vendor -> vendor.accounts().forEach(VendorAccount::beginCount));
    }

    /** Corrects the numbers of live tasks from a count, which was announced by {@link #beginCount}. */
    public void setLive(Map<Pin, Integer> live) {
        for (Vendor vendor : byName.values()) {
            for (VendorAccount account : vendor.accounts()) {
                account.setLive(live.getOrDefault(account.pin(), 0));
            }
        }
    }

    /** Whether the vendor of a pin can cancel a task that waits in its queue. */
    public boolean cancelsQueued(Pin pin) {
        Vendor vendor = vendor(pin);
        return vendor != null && vendor.protocol().cancelsQueued();
    }

    /** Takes a place for a try; false if its vendor has none left. {@link #end} must follow if it is true. */
    public boolean tryBegin(Pin pin) {
        VendorAccount account = account(pin);
        return account != null && account.vendor().tryTakePlace(account, clock.instant());
    }

    /** Records the outcome of a try. */
    public void end(Pin pin, SendOutcome outcome) {
        VendorAccount account = account(pin);
        if (outcome instanceof SendOutcome.Accepted) {
            account.accepted();
            return;
        }
        Instant now = clock.instant();
        account.endUnaccepted(outcome.label(), now);
        if (outcome instanceof SendOutcome.Refused refused && refused.isForEachCreate()) {
            account.refused(now);
        }
    }

    /** Of the accounts that can take a create now: the vendors in the order of the route, the least loaded key first. */
    private static Optional<VendorAccount> best(List<VendorAccount> candidates, Instant now) {
        List<VendorAccount> able = candidates.stream().filter(account -> account.breakerAllows(now)
                && account.vendor().freePlaces(now) > 0 && !account.rests(now)).toList();
        return able.stream().filter(account -> account.vendor() == able.get(0).vendor())
                .min(Comparator.comparingInt(VendorAccount::live));
    }

    /** The accounts that may take the create, in the order of the route. */
    private List<VendorAccount> candidates(GenerationRequest request) {
        Model model = models.find(request.model());
        List<VendorAccount> candidates = new ArrayList<>();
        if (model != null) {
            for (Vendor vendor : route(request.model())) {
                if (obstacle(vendor, request, model) == null) {
                    candidates.addAll(vendor.accounts());
                }
            }
        }
        return candidates;
    }

    /** Why no vendor can carry the create: what the first one says. */
    private Fault obstacle(GenerationRequest request) {
        Model model = models.find(request.model());
        return (model == null ? List.<Vendor> of() : route(request.model())).stream()
                .map(vendor -> obstacle(vendor, request, model)).findFirst()
                .orElse(new Fault("model", "model_not_found", "No vendor serves this model."));
    }

    private Fault obstacle(Vendor vendor, GenerationRequest request, Model model) {
        Fault ofProtocol = vendor.protocol().obstacle(request, model);
        return ofProtocol == null ? uploads.obstacle(request, model, vendor.spec(), vendor.protocol()) : ofProtocol;
    }

    /** The vendors that serve the model, in the order in which they are tried. */
    private List<Vendor> route(String model) {
        List<String> route = routes.getOrDefault(model, List.of());
        return (route.isEmpty() ? byName.keySet() : route).stream().map(byName::get)
                .filter(vendor -> vendor != null && vendor.spec().models().containsKey(model)).toList();
    }

    /** The vendor of a pin; null if this process does not have it. A task without a pin belongs to the default vendor. */
    Vendor vendor(Pin pin) {
        return byName.get(pin == null ? Pin.DEFAULT_VENDOR : pin.vendor());
    }

    /**
     * The account of a pin; another one of the same vendor if its key is gone; null if this process does not have the vendor.
     */
    VendorAccount account(Pin pin) {
        Vendor vendor = vendor(pin);
        if (vendor == null) {
            return null;
        }
        VendorAccount pinned = pin == null ? null : vendor.account(pin.key());
        return pinned == null ? vendor.accounts().get(0) : pinned;
    }

    /** Closes all connections. */
    @PreDestroy
    void close() throws Exception {
        for (Vendor vendor : byName.values()) {
            vendor.clients().close();
        }
    }
}
