package dev.zoetrope.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.ext.web.RoutingContext;

/**
 * Removes the framework's handler of authentication failures from each request. {@link ErrorMapping} handles these failures,
 * because only resources authenticate, and the framework removes its handler itself before it calls a resource. Until then the
 * handler costs memory: for each request the framework builds a table of all paths, from which a metric of authentication
 * failures
 * takes the name of the path.
 */
@ApplicationScoped
class AuthenticationFailures {
    void install(@Observes Filters filters) {
        // Filters with the same priority run in the order in which they were registered. The framework has registered its
        // filter already, so this filter runs after it.
        filters.register(AuthenticationFailures::removeHandler, SecurityHandlerPriorities.AUTHENTICATION);
    }

    private static void removeHandler(RoutingContext request) {
        request.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        request.next();
    }
}
