package dev.zoetrope.api;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.observe.AccessNote;
import dev.zoetrope.video.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;

/** The authenticated caller of a request. */
@ApplicationScoped
class CurrentCaller {
    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    Caller of(RoutingContext request) {
        Caller caller = new Caller(identity.getPrincipal().getName());
        AccessNote.caller(request, caller);
        return caller;
    }
}
