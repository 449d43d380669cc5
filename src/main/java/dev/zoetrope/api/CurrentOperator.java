package dev.zoetrope.api;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.observe.AccessNote;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;

/** The operator of the request under way, as authentication left it; only behind {@code Role.OPERATOR}. */
@ApplicationScoped
class CurrentOperator {
    private final SecurityIdentity identity;

    CurrentOperator(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Writes the operator's name, as configured, into the access line of its request, and returns it. */
    String of(RoutingContext request) {
        String name = identity.getPrincipal().getName();
        AccessNote.operator(request, name);
        return name;
    }
}
