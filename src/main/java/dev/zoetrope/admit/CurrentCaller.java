package dev.zoetrope.admit;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.observe.AccessNote;
import dev.zoetrope.video.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;

/** The authenticated caller of a request. */
@ApplicationScoped
public class CurrentCaller {
    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The caller; its id is also added to the access log of the request. */
    public Caller of(RoutingContext request) {
        Caller caller = new Caller(identity.getPrincipal().getName());
        AccessNote.caller(request, caller);
        return caller;
    }
}
