package dev.zoetrope.boot;

import java.net.URI;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.zoetrope.admit.ApiKeys;
import dev.zoetrope.sandbox.SandboxConfig;
import dev.zoetrope.sandbox.SandboxSwitch;
import dev.zoetrope.upstream.UpstreamConfig;
import dev.zoetrope.upstream.UpstreamTarget;
import dev.zoetrope.video.BaseUrl;
import dev.zoetrope.video.HeaderText;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServer;

/**
 * Selects at start whether this process sends creates to the vendor or to the sandbox. It refuses unsafe settings: a vendor
 * without keys for callers, because anybody could spend money, and a vendor without the gateway's own key.
 */
@ApplicationScoped
class UpstreamSelector {
    private static final Logger LOG = Logger.getLogger(UpstreamSelector.class);
    /** The vendor whose documentation the contract follows. */
    private static final URI DEFAULT_VENDOR = URI.create("https://api.foxapi.cc");

    /** Maximum length in characters. HTTP servers commonly accept 8 KB for all headers together. */
    private static final int MAX_KEY_LENGTH = 7_000;

    private final UpstreamConfig config;
    private final UpstreamTarget target;
    private final SandboxSwitch sandbox;
    private final SandboxConfig sandboxConfig;
    private final ApiKeys keys;
    private final HttpServer server;

    UpstreamSelector(UpstreamConfig config, UpstreamTarget target, SandboxSwitch sandbox, SandboxConfig settings,
            ApiKeys keys, HttpServer server) {
        this.config = config;
        this.target = target;
        this.sandbox = sandbox;
        this.sandboxConfig = settings;
        this.keys = keys;
        this.server = server;
    }

    /** Whether creates go to a vendor; otherwise they go to the sandbox. */
    static boolean hasVendor(UpstreamConfig config) {
        return config.url().isPresent() || config.key().isPresent();
    }

    void select(@Observes StartupEvent start) {
        boolean vendor = hasVendor(config);
        SandboxRules.check(vendor, sandboxConfig.sandbox().enabled(), keys.hasKeys(), LaunchMode.current());
        if (!vendor) {
            sandbox.enable();
            target.useSandbox(this::sandboxUrl, sandbox.key());
            LOG.info("No vendor is configured: the sandbox renders the videos.");
            if (!keys.hasCallers()) {
                LOG.warn("zoetrope.keys is empty: the sandbox accepts any bearer key.");
            }
            return;
        }
        String key = config.key().orElseThrow(() -> new IllegalStateException(
                "zoetrope.upstream.url is set without zoetrope.upstream.key: the vendor would refuse every request"));
        if (!HeaderText.isPrintableAscii(key) || key.length() > MAX_KEY_LENGTH) {
            throw new IllegalStateException("zoetrope.upstream.key must be printable ASCII and at most " + MAX_KEY_LENGTH
                    + " characters long, because it is sent in an HTTP header");
        }
        if (!keys.hasCallers()) {
            throw new IllegalStateException("zoetrope.keys is empty: without keys, anybody could create videos"
                    + " at your expense; set it to caller:key pairs");
        }
        keys.requireLongKeys();
        URI url = config.url().map(UpstreamSelector::parseUrl).orElse(DEFAULT_VENDOR);
        target.useVendor(() -> url, key);
        LOG.infof("The vendor is %s://%s", url.getScheme(), url.getAuthority());
    }

    /** @throws IllegalStateException if the port is not known yet; the create then counts as not sent, and is sent later */
    private URI sandboxUrl() {
        int port = server.getPort();
        if (port <= 0) {
            throw new IllegalStateException("the server is not listening yet");
        }
        return URI.create("http://127.0.0.1:" + port + "/sandbox");
    }

    /** @param text may end in {@code /v1}, as in the documentation of vendors */
    static URI parseUrl(String text) {
        return BaseUrl.parse(text.strip().replaceFirst("/*(/v1)?/*$", ""), false)
                .orElseThrow(() -> new IllegalStateException("zoetrope.upstream.url must be an absolute http or https URL"
                        + " without user-info and query"));
    }
}
