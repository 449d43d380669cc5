package dev.zoetrope.upstream;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import jakarta.inject.Singleton;

/** Reports how the vendors are, as this process sees them. */
@Singleton
public class VendorStatuses {
    private final Vendors vendors;
    private final Outage outage;
    private final Clock clock;

    VendorStatuses(Vendors vendors, Outage outage, Clock clock) {
        this.vendors = vendors;
        this.outage = outage;
        this.clock = clock;
    }

    /** All vendors of this process, in the order of the settings. */
    public List<VendorStatus> all() {
        Instant now = clock.instant();
        return vendors.byName.values().stream().map(vendor -> status(vendor, now)).toList();
    }

    private VendorStatus status(Vendor vendor, Instant now) {
        VendorSpec spec = vendor.spec();
        boolean limited = spec.running() != null || spec.createsPerSecond() != null;
        return new VendorStatus(spec.name(), spec.protocol(), spec.sandbox(), spec.running(), spec.createsPerSecond(),
                spec.asksPerSecond(), limited ? Math.max(0, vendor.freePlaces(now)) : null, outage.reason(spec.name()),
                vendor.accounts().stream().map(account -> account.status(now)).toList());
    }
}
