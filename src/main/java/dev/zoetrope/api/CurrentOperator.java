package dev.zoetrope.api;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.observe.AccessNote;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;

/** The authenticated operator of a request. Use it only in resources that require {@code Role.OPERATOR}. */
@ApplicationScoped
class CurrentOperator {
    private final SecurityIdentity identity;

    CurrentOperator(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Returns the configured name of the operator, and adds it to the request's line in the access log. */
    String of(RoutingContext request) {
        String name = identity.getPrincipal().getName();
        AccessNote.operator(request, name);
        return name;
    }
}
