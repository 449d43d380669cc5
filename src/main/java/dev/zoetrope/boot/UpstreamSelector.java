package dev.zoetrope.boot;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.zoetrope.admit.ApiKeys;
import dev.zoetrope.sandbox.Sandbox;
import dev.zoetrope.sandbox.SandboxConfig;
import dev.zoetrope.sandbox.SandboxSwitch;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.upstream.VendorSpec;
import dev.zoetrope.upstream.Vendors;
import dev.zoetrope.work.WorkMode;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServer;

/**
 * Gives the vendors of the settings to package {@code upstream} at start. It refuses unsafe settings: a vendor without keys
 * for callers, because anybody could spend money, and a sandbox that nobody asked for.
 */
@ApplicationScoped
class UpstreamSelector {
    private static final Logger LOG = Logger.getLogger(UpstreamSelector.class);
    private final VendorTable table;
    private final Vendors vendors;
    private final TrackConfig track;
    private final SandboxSwitch sandbox;
    private final SandboxConfig sandboxConfig;
    private final ApiKeys keys;
    private final HttpServer server;

    UpstreamSelector(VendorTable table, Vendors vendors, TrackConfig track, SandboxSwitch sandbox, SandboxConfig settings,
            ApiKeys keys, HttpServer server) {
        this.table = table;
        this.vendors = vendors;
        this.track = track;
        this.sandbox = sandbox;
        this.sandboxConfig = settings;
        this.keys = keys;
        this.server = server;
    }

    void select(@Observes StartupEvent start) {
        checkSettings(LaunchMode.current());
        if (!table.hasRealVendor() && !keys.hasCallers()) {
            LOG.warn("zoetrope.keys is empty: the sandbox accepts any bearer key.");
        }
        vendors.use(table.vendors().stream().map(this::spec).toList(), table.routes());
        table.vendors().forEach(this::logVendor);
    }

    /** @throws IllegalStateException if the settings are unsafe; names them */
    void checkSettings(LaunchMode mode) {
        SandboxRules.check(table.hasRealVendor(), table.namesSandbox(), sandboxConfig.sandbox().enabled(), keys.hasKeys(),
                mode);
        checkTimeOfTries();
        if (table.hasRealVendor()) {
            if (!keys.hasCallers()) {
                throw new IllegalStateException("zoetrope.keys is empty: without keys, anybody could create videos"
                        + " at your expense; set it to caller:key pairs");
            }
            keys.requireLongKeys();
        }
    }

    private void logVendor(VendorTable.Entry vendor) {
        if (vendor.isSandbox()) {
            LOG.info(table.namesSandbox() ? "The vendor " + vendor.name() + " is the sandbox."
                    : "No vendor is configured: the sandbox renders the videos.");
        } else {
            LOG.infof("The vendor %s is %s://%s", vendor.name(), vendor.url().getScheme(), vendor.url().getAuthority());
        }
    }

    private VendorSpec spec(VendorTable.Entry vendor) {
        if (!vendors.protocols().contains(vendor.protocol())) {
            throw new IllegalStateException("zoetrope.vendors." + vendor.name() + ".protocol must be one of "
                    + String.join(", ", vendors.protocols()));
        }
        if (vendor.isSandbox()) {
            sandbox.enable();
            sandbox.accept(vendor.keys());
        }
        List<String> vendorKeys = vendor.isSandbox() && vendor.keys().isEmpty() ? List.of(sandbox.key()) : vendor.keys();
        return new VendorSpec(vendor.name(), vendor.protocol(),
                vendor.isSandbox() ? () -> sandboxUrl(vendor.name()) : vendor::url, vendorKeys, vendor.models(),
                vendor.running(), vendor.createsPerSecond(), vendor.asksPerSecond(), vendor.isSandbox());
    }

    /** A process that is frozen during a send never learns the outcome of the paid create. */
    private void checkTimeOfTries() {
        Duration longest = track.upstream().connectTimeout().multipliedBy(table.maxTries())
                .plus(track.upstream().readTimeout());
        if (track.track().mode() == WorkMode.ON_DEMAND && track.submit().longestWait().compareTo(longest) < 0) {
            throw new IllegalStateException("zoetrope.submit.wait must be at least zoetrope.upstream.read-timeout and, for each"
                    + " key of the vendors of a model, zoetrope.upstream.connect-timeout together (" + longest.toSeconds()
                    + "s) if zoetrope.track.mode is on-demand");
        }
    }

    /** @throws IllegalStateException if the port is not known yet; the create then counts as not sent, and is sent later */
    private URI sandboxUrl(String vendor) {
        int port = server.getPort();
        if (port <= 0) {
            throw new IllegalStateException("the server is not listening yet");
        }
        return URI.create("http://127.0.0.1:" + port + Sandbox.path(vendor));
    }
}
