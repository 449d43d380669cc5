package dev.zoetrope.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.zoetrope.admit.ApiKeys;
import dev.zoetrope.deliver.DeliverConfig;
import dev.zoetrope.deliver.WebhookSecrets;
import dev.zoetrope.validate.CallbackPolicy;
import dev.zoetrope.video.Caller;
import io.quarkus.runtime.StartupEvent;

/** The callback policy of the settings: a caller with a signing secret may use callbacks. Settings are read at the start. */
@ApplicationScoped
class ConfiguredCallbackPolicy implements CallbackPolicy {
    private final WebhookSecrets secrets;
    private final DeliverConfig config;

    ConfiguredCallbackPolicy(WebhookSecrets secrets, DeliverConfig config) {
        this.secrets = secrets;
        this.config = config;
    }

    /**
     * Refuses a secret for all callers ({@code *}) if callers are configured: a caller who knows the shared secret could
     * forge the callbacks of another. The shared secret is meant for a developer who is the only caller of a sandbox.
     */
    void check(@Observes StartupEvent start, ApiKeys keys) {
        if (secrets.hasDefault() && keys.hasCallers()) {
            throw new IllegalStateException("zoetrope.webhook.secrets: '*' is allowed only for a sandbox without"
                    + " zoetrope.keys; name the callers");
        }
    }

    @Override
    public boolean acceptsCallbacks(Caller caller) {
        return !secrets.of(caller).isEmpty();
    }

    @Override
    public boolean allowsPrivateAddresses() {
        return config.webhook().allowPrivate();
    }
}
