package dev.zoetrope.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.zoetrope.admit.ApiKeys;
import dev.zoetrope.deliver.WebhookConfig;
import dev.zoetrope.deliver.WebhookSecrets;
import dev.zoetrope.validate.CallbackPolicy;
import dev.zoetrope.video.Caller;
import io.quarkus.runtime.StartupEvent;

/** Who can be called back, and where: by the secrets of the settings, which are read at the start. */
@ApplicationScoped
class CallbackChoice implements CallbackPolicy {
    private final WebhookSecrets secrets;
    private final WebhookConfig config;

    CallbackChoice(WebhookSecrets secrets, WebhookConfig config) {
        this.secrets = secrets;
        this.config = config;
    }

    /** A secret that all callers share lets each forge another's callbacks: fit for a developer who is all of them. */
    void check(@Observes StartupEvent start, ApiKeys keys) {
        if (secrets.forEverybody() && keys.configured()) {
            throw new IllegalStateException("zoetrope.webhook.secrets: '*' is only for a sandbox without zoetrope.keys;"
                    + " name the callers");
        }
    }

    @Override
    public boolean takesCallbacks(Caller caller) {
        return !secrets.of(caller).isEmpty();
    }

    @Override
    public boolean allowsPrivate() {
        return config.allowPrivate();
    }
}
